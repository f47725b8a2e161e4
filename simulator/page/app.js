// The chat page: who I am, which chat is open, what is said; kept up to date by waiting requests.

import { act, toast } from "./api.js";
import { clock, day, element, face, isoDay, shortDay } from "./draw.js";
import { canEdit, drawMessage, inShort } from "./message.js";
import { drawSide } from "./side.js";

const find = (id) => document.getElementById(id);
const open = { me: null, chat: null };
let view = null;
let waiting = null;
let turn = 0; // counts the changes of person or chat: an answer for the one before is not drawn
let quoting = null;
let editing = null;
const drawnMessages = new Map();

// -- keeping up ---------------------------------------------------------------------------------------------------

function address(after) {
  const query = new URLSearchParams();
  if (open.me) query.set("as", open.me);
  if (open.chat) query.set("chat", open.chat);
  if (after !== undefined) query.set("after", after);
  return `/_sim/view?${query}`;
}

async function follow() {
  let after;
  let drawn = turn;
  for (;;) {
    try {
      const mine = turn;
      if (mine !== drawn) after = undefined;
      waiting = new AbortController();
      const answer = await (await fetch(address(after), { signal: waiting.signal })).json();
      if (mine !== turn) continue;
      drawn = mine;
      view = answer;
      view.names = Object.fromEntries(view.people.map((p) => [p.id, p.name]));
      const complete = choose();
      after = complete ? view.version : undefined;
      if (complete) draw();
      await new Promise((rest) => setTimeout(rest, 100)); // a busy bot changes things faster than eyes follow
    } catch (problem) {
      if (problem.name === "AbortError") after = undefined;
      else {
        toast("ติดต่อเครื่องจำลองไม่ได้ กำลังลองใหม่");
        await new Promise((go) => setTimeout(go, 1500));
      }
    }
  }
}

// Settles who and which chat are open; false when the conversation has to be fetched first.
function choose() {
  open.me = view.me;
  if (open.chat && view.chats.some((c) => c.id === open.chat)) return view.conversation !== undefined;
  open.chat = (view.chats.find((c) => c.group) || view.chats[0])?.id ?? null;
  return open.chat === null;
}

function go(me, chat) {
  turn += 1;
  open.me = me;
  open.chat = chat;
  location.hash = new URLSearchParams(chat ? { as: me, chat } : { as: me });
  stopQuoting();
  drawnMessages.clear();
  find("messages").replaceChildren();
  waiting?.abort();
}

function readAddress() {
  const wish = new URLSearchParams(location.hash.slice(1));
  open.me = wish.get("as");
  open.chat = wish.get("chat");
}

// -- drawing ------------------------------------------------------------------------------------------------------

function draw() {
  drawMe();
  drawChats();
  drawTitle();
  const atEnd = drawConversation();
  drawQuick(atEnd);
  drawSide(view);
  const chat = view.chats.find((c) => c.id === open.chat);
  if (chat?.unread && document.visibilityState === "visible") act("mark_read", { user: open.me, chat: open.chat });
}

function drawMe() {
  const me = view.people.find((p) => p.id === view.me);
  if (!me) return;
  const others = view.people.filter((p) => p.id !== me.id && p.unread).length;
  find("me").replaceChildren(
    face(me.name), element("span", {}, element("b", {}, me.name), element("small", {}, me.title)),
    others ? element("span", { class: "badge told", title: "คนที่มีข้อความส่วนตัวยังไม่ได้อ่าน" }, `${others} คน`) : "",
    element("span", {}, "▾"));
  document.title = `${me.name} · แชตจำลอง ${view.bot.name}`;
}

function drawChats() {
  find("chats").replaceChildren(...view.chats.map((chat) => {
    const last = chat.last;
    const words = last ? (last.unsent ? "ยกเลิกข้อความ" : said(last, chat.group)) : chat.group ? "ยังไม่มีข้อความ" : "แชตกับตามงาน";
    const row = element("button", { type: "button", class: `chat${chat.id === open.chat ? " open" : ""}`, onclick: () => { go(view.me, chat.id); find("list").classList.remove("shown"); } },
      face(chat.name, { group: chat.group, bot: !chat.group }),
      element("span", { class: "words" }, element("b", {}, chat.name), element("small", {}, words)),
      element("span", { class: "when" }, last ? when(last.time) : "", chat.unread ? element("div", {}, element("span", { class: "badge" }, String(chat.unread))) : ""));
    return row;
  }));
}

function said(message, group) {
  const short = inShort(message.body, view.names);
  if (!group || message.sender === view.me) return short;
  return `${message.sender === "bot" ? view.bot.name : view.names[message.sender]}: ${short}`;
}

function when(time) {
  return isoDay(time) === isoDay(Date.parse(view.clock.now)) ? clock(time) : shortDay(time);
}

function drawTitle() {
  const chat = view.chats.find((c) => c.id === open.chat);
  if (!chat) return;
  const me = view.people.find((p) => p.id === view.me);
  find("chat-name").textContent = chat.name;
  find("chat-note").textContent = chat.group
    ? `${chat.members} คน${chat.bot ? ` · มี${view.bot.name}อยู่ในกลุ่ม` : ""}`
    : me.friend ? "บัญชีทางการ · แชตส่วนตัว" : me.blocked ? "บล็อกอยู่" : "ยังไม่ได้เพิ่มเพื่อน";
  const button = find("chat-act");
  const wish = chat.group
    ? chat.bot ? ["นำบอตออก", "leave", { group: chat.id }] : [`เชิญ${view.bot.name}เข้ากลุ่ม`, "join", { group: chat.id }]
    : me.friend ? ["บล็อก", "unfollow", { user: me.id }] : ["เพิ่มเพื่อน", "follow", { user: me.id }];
  button.textContent = wish[0];
  button.onclick = () => act(wish[1], wish[2]);
}

function drawConversation() {
  const box = find("messages");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80 || !drawnMessages.size;
  const wanted = [];
  let lastDay = null;
  for (const message of view.conversation || []) {
    if (isoDay(message.time) !== lastDay) {
      lastDay = isoDay(message.time);
      wanted.push([`day ${lastDay}`, "", () => element("div", { class: "day" }, day(message.time))]);
    }
    wanted.push([message.id, JSON.stringify(message), () => drawMessage(message, view, acts)]);
  }
  if (!wanted.length) wanted.push(["nothing", "", () => element("p", { class: "nothing" }, "ยังไม่มีข้อความในแชตนี้")]);
  const nodes = wanted.map(([id, text, make]) => drawnOnce(id, text, make));
  if (nodes.some((node, i) => box.children[i] !== node) || box.children.length !== nodes.length) {
    const place = box.scrollTop;
    box.replaceChildren(...nodes);
    box.scrollTop = atEnd ? box.scrollHeight : place;
  }
  return atEnd;
}

// What has not changed keeps its element, so that nothing flickers or scrolls back.
function drawnOnce(id, text, make) {
  const kept = drawnMessages.get(id);
  if (kept && kept.text === text) return kept.node;
  const node = make();
  drawnMessages.set(id, { text, node });
  return node;
}

// Quick replies belong to the last message only and go when anybody writes.
function drawQuick(atEnd) {
  const last = (view.conversation || []).at(-1);
  const items = last && !last.unsent ? last.body.quickReply?.items || [] : [];
  const key = items.length ? last.id : "";
  const box = find("quick");
  if (box.dataset.of === key) return;
  box.dataset.of = key;
  box.replaceChildren(...items.map(({ action }) =>
    element("button", { type: "button", onclick: () => acts.press(last, action) }, action.label)));
  if (atEnd) find("messages").scrollTop = find("messages").scrollHeight;
}

// -- acts on messages ---------------------------------------------------------------------------------------------

const acts = {
  quote(message) {
    quoting = message;
    editing = null;
    const own = message.sender === view.me;
    showQuoting(message.sender === "bot" ? view.bot.name : view.names[message.sender], inShort(message.body, view.names),
      own && canEdit(message) ? ownAct("แก้ไข", () => acts.edit(message)) : "",
      own ? ownAct("ยกเลิกข้อความ", () => { stopQuoting(); acts.unsend(message); }) : "");
  },
  edit(message) {
    editing = message;
    quoting = null;
    find("words").value = message.body.text;
    showQuoting("แก้ไขข้อความ", message.body.text);
  },
  unsend: (message) => act("unsend", { message_id: message.id }),
  jump(id) {
    const row = document.querySelector(`[data-id="${id}"]`);
    row?.scrollIntoView({ block: "center", behavior: "smooth" });
    row?.classList.add("flash");
    setTimeout(() => row?.classList.remove("flash"), 1400);
  },
  async press(message, action) {
    if (action.type === "uri") return window.open(action.uri, "_blank", "noopener");
    if (action.type === "clipboard") return navigator.clipboard.writeText(action.clipboardText).then(() => toast("คัดลอกแล้ว"));
    if (action.type === "camera" || action.type === "cameraRoll") return find("file").click();
    if (action.type === "location") return toast("เครื่องจำลองไม่ส่งตำแหน่ง");
    const picked = action.type === "datetimepicker" ? await pick(action) : null;
    if (action.type === "datetimepicker" && !picked) return null;
    const place = actionsOf(message.body).findIndex((a) => a === action);
    await act("press", { user: view.me, message_id: message.id, action: place, picked });
    if (action.inputOption === "openKeyboard") {
      find("words").value = action.fillInText || "";
      find("words").focus();
    }
    return null;
  },
};

// In the simulator's own order: the card from top to bottom, then the quick replies.
function actionsOf(body) {
  const found = [];
  const walk = (node) => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node && typeof node === "object") {
      if (node.action) found.push(node.action);
      found.push(...(node.actions || []));
      for (const name of ["contents", "header", "hero", "body", "footer", "template", "columns"]) walk(node[name]);
    }
  };
  walk(body);
  return [...found, ...(body.quickReply?.items || []).map((item) => item.action)];
}

function pick(action) {
  const input = find("picked");
  input.type = action.mode === "datetime" ? "datetime-local" : action.mode;
  input.min = action.min || "";
  input.max = action.max || "";
  input.value = action.initial || (action.mode === "date" ? isoDay(Date.parse(view.clock.now)) : "");
  find("picker-title").textContent = action.label || "เลือกวันที่";
  const dialog = find("picker");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "ok" ? input.value : null), { once: true }));
}

// On a phone there is no hovering: a tap on one's own message offers its acts in the bar.
function ownAct(label, go) {
  return element("button", { type: "button", class: "own", onclick: go }, label);
}

function showQuoting(title, words, ...more) {
  find("quoting").hidden = false;
  find("quoting").replaceChildren(
    element("div", {}, element("b", {}, title), words), ...more.filter(Boolean),
    element("button", { type: "button", class: "icon", "aria-label": "ยกเลิก", onclick: stopQuoting }, "×"));
  find("words").focus();
}

function stopQuoting() {
  if (editing) find("words").value = "";
  quoting = editing = null;
  find("quoting").hidden = true;
}

// -- writing ------------------------------------------------------------------------------------------------------

async function send() {
  const text = find("words").value.trim();
  if (!text) return;
  if (editing) await act("edit", { message_id: editing.id, text });
  else await act("say", { user: view.me, chat: open.chat, text, quote: quoting?.id ?? null });
  find("words").value = "";
  stopQuoting();
  find("messages").scrollTop = find("messages").scrollHeight;
}

async function sendFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const kind = file.type.startsWith("image/") ? "image" : file.type.startsWith("video/") ? "video" : "file";
  await act("send_content", {
    user: view.me, chat: open.chat, kind, content: btoa(binary), name: file.name,
    content_type: file.type || "application/octet-stream",
  });
}

function listen() {
  const words = find("words");
  find("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    if (event.key === "Escape") stopQuoting();
  });
  words.addEventListener("input", () => { words.style.height = "auto"; words.style.height = `${words.scrollHeight + 2}px`; });
  find("at").addEventListener("click", () => { words.setRangeText(`@${view.bot.name} `, words.selectionStart, words.selectionEnd, "end"); words.focus(); });
  find("sticker").addEventListener("click", () => act("sticker", { user: view.me, chat: open.chat }));
  find("attach").addEventListener("click", () => find("file").click());
  find("file").addEventListener("change", (event) => { if (event.target.files[0]) sendFile(event.target.files[0]); event.target.value = ""; });
  find("me").addEventListener("click", showPeople);
  find("people").addEventListener("click", (event) => { if (event.target === find("people")) find("people").close(); });
  find("open-list").addEventListener("click", () => find("list").classList.add("shown"));
  find("open-side").addEventListener("click", () => find("side").classList.toggle("shown"));
  find("messages").addEventListener("click", () => find("side").classList.remove("shown"));
  document.addEventListener("visibilitychange", () => view && draw());
}

function showPeople() {
  find("people-list").replaceChildren(...view.people.map((p) =>
    element("button", { type: "button", class: `person${p.id === view.me ? " open" : ""}`, onclick: () => { find("people").close(); go(p.id, sameChat(p.id)); } },
      face(p.name), element("span", {}, p.name, element("small", {}, p.title)),
      p.unread ? element("span", { class: "badge" }, String(p.unread)) : "")));
  find("people").showModal();
}

// The next person looks at the same group if they are in it.
function sameChat(person) {
  return view.groups[open.chat]?.members.includes(person) ? open.chat : null;
}

readAddress();
listen();
follow();

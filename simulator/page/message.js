// Draws one message: text with mentions and links, photos, files, Flex, templates, quotes.

import { drawFlex } from "./flex.js";
import { element, face, clock } from "./draw.js";

const NAMES = { image: "[รูปภาพ]", video: "[วิดีโอ]", audio: "[เสียง]", sticker: "[สติกเกอร์]", location: "[ตำแหน่ง]" };
const LINK = /https?:\/\/[^\s<>"]+/g;

// One line of a message for lists and quotes.
export function inShort(body, names = {}) {
  if (body.type === "text") return body.text ?? "";
  if (body.type === "textV2") return plain(body, names);
  if (body.type === "file") return body.fileName ? `[ไฟล์] ${body.fileName}` : "[ไฟล์]";
  return body.altText || NAMES[body.type] || `[${body.type}]`;
}

function plain(body, names) {
  return pieces(body).map((p) => (p.mention ? `@${nameOf(p.mention, names)}` : p.text)).join("");
}

function nameOf(mentionee, names) {
  return mentionee.type === "all" ? "All" : names[mentionee.userId] || "?";
}

// textV2: "{{" is a brace, "{key}" is what substitution says.
function pieces(body) {
  const found = [];
  let rest = 0;
  for (const match of body.text.matchAll(/\{\{|\}\}|\{([^{}]*)\}/g)) {
    found.push({ text: body.text.slice(rest, match.index) });
    const substitute = match[1] !== undefined && body.substitution?.[match[1]];
    if (substitute?.type === "mention") found.push({ mention: substitute.mentionee });
    else found.push({ text: substitute ? "☻" : match[0][0] });
    rest = match.index + match[0].length;
  }
  return [...found, { text: body.text.slice(rest) }];
}

export function drawMessage(message, view, acts) {
  if (message.unsent) return element("div", { class: "gone" }, `${who(message, view)} ยกเลิกข้อความ`);
  const mine = message.sender === view.me;
  const body = message.body;
  const stack = element("div", { class: "stack" });
  if (!mine) stack.append(element("div", { class: "who" }, body.sender?.name || who(message, view)));
  stack.append(element("div", { class: "row" }, content(message, view, acts), marks(message, mine, acts)));
  const wide = body.type === "flex" || body.type === "template" ? " wide" : "";
  const row = element("div", { class: `msg${mine ? " mine" : ""}${wide}`, "data-id": message.id });
  if (!mine) row.append(face(who(message, view), { small: true, bot: message.sender === "bot" }));
  row.append(stack);
  return row;
}

function who(message, view) {
  return message.sender === "bot" ? view.bot.name : view.names[message.sender] || "ไม่ทราบชื่อ";
}

// LINE's app lets a text be edited in groups only; what a button said is no message of its own.
export function canEdit(message) {
  return message.chat.startsWith("C") && message.body.type === "text" && !message.shown_only;
}

function marks(message, mine, acts) {
  const tools = element("span", { class: "tools" });
  const tool = (label, act) => tools.append(element("button", { type: "button", onclick: act }, label));
  tool("ตอบกลับ", () => acts.quote(message));
  if (mine && canEdit(message)) tool("แก้ไข", () => acts.edit(message));
  if (mine) tool("ยกเลิก", () => acts.unsend(message));
  const time = element("time", {}, clock(message.time));
  if (message.edited) time.prepend(element("span", { class: "mark" }, "แก้ไขแล้ว"));
  if (message.sender === "bot") time.prepend(element("span", { class: "mark" }, { reply: "ตอบ", push: "แจ้ง" }[message.via] || ""));
  return element("span", { class: "side" }, time, tools);
}

function content(message, view, acts) {
  const { body } = message;
  const press = (action) => acts.press(message, action);
  if (body.type === "flex") return drawFlex(body.contents, press);
  if (body.type === "template") return drawTemplate(body.template, press);
  if (body.type === "sticker") return element("img", { class: "sticker", src: "/page/sticker.svg", alt: "สติกเกอร์" });
  if (body.type === "image") return drawImage(message);
  if (body.type === "file" || body.type === "video" || body.type === "audio") return drawFile(message);
  const bubble = element("div", { class: "bubble", tabindex: "0", title: "กดเพื่อตอบกลับ", onclick: () => acts.quote(message) });
  if (message.quotes) bubble.append(drawQuote(message.quotes, view, acts));
  bubble.append(...(body.type === "textV2" ? mentions(body, view) : words(body, view)));
  return bubble;
}

function drawQuote(quote, view, acts) {
  const name = quote.sender === "bot" ? view.bot.name : view.names[quote.sender];
  const jump = (event) => { event.stopPropagation(); acts.jump(quote.id); };
  return element("button", { type: "button", class: "quoted", onclick: jump },
    element("b", {}, name), element("span", {}, inShort(quote.body, view.names)));
}

function mentions(body, view) {
  return pieces(body).flatMap((piece) => (piece.mention
    ? [mention(`@${nameOf(piece.mention, view.names)}`, piece.mention.userId === view.me || piece.mention.type === "all")]
    : links(piece.text)));
}

function words(body, view) {
  if (body.type === "location") return [`📍 ${body.title || ""}\n${body.address || ""}`];
  if (body.type !== "text") return [inShort(body)];
  const drawn = [];
  let rest = 0;
  for (const m of body.mention?.mentionees || []) {
    drawn.push(...links(body.text.slice(rest, m.index)));
    drawn.push(mention(body.text.slice(m.index, m.index + m.length), m.userId === view.me || m.type === "all"));
    rest = m.index + m.length;
  }
  return [...drawn, ...links(body.text.slice(rest))];
}

function mention(text, toMe) {
  return element("span", { class: toMe ? "mention to-me" : "mention" }, text);
}

function links(text) {
  const drawn = [];
  let rest = 0;
  for (const match of text.matchAll(LINK)) {
    drawn.push(text.slice(rest, match.index));
    const open = (event) => event.stopPropagation();
    drawn.push(element("a", { href: match[0], target: "_blank", rel: "noopener", onclick: open }, match[0]));
    rest = match.index + match[0].length;
  }
  return [...drawn, text.slice(rest)];
}

function drawImage(message) {
  const src = message.sender === "bot" ? message.body.previewImageUrl : `/_sim/content/${message.id}`;
  return element("img", { class: "photo", src, alt: "รูปภาพ" });
}

function drawFile(message) {
  const { body } = message;
  const size = body.fileSize ? `${Math.max(1, Math.round(body.fileSize / 1024)).toLocaleString("th")} KB` : "";
  return element("a", { class: "filecard", href: `/_sim/content/${message.id}`, target: "_blank" },
    element("img", { src: "/page/file.svg", alt: "" }), element("span", {}, body.fileName || inShort(body), element("small", {}, size)));
}

function drawTemplate(template, press) {
  const columns = template.columns || [template];
  const root = element("div", { class: `flex-message${columns.length > 1 ? " carousel" : ""}` });
  for (const column of columns) {
    const actions = (column.actions || [column.action]).map((action) =>
      element("button", { type: "button", onclick: () => press(action) }, action.label || "เปิด"));
    const bubble = element("div", { class: "fx-bubble" },
      element("div", { class: "tp-text" }, column.title ? element("b", {}, column.title) : "", column.text || ""),
      element("div", { class: `tp-actions ${template.type}` }, ...actions));
    bubble.style.width = "260px";
    root.append(bubble);
  }
  return root;
}

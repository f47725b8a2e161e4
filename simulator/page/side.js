// The right panel: clock, quota, deliveries, refusals, switches.

import { call } from "./api.js";
import { clock, day, element, isoDay, month, shortDay } from "./draw.js";

const EVENTS = {
  message: "ข้อความ", messageEdited: "แก้ไขข้อความ", unsend: "ยกเลิกข้อความ", postback: "กดปุ่ม", follow: "เพิ่มเพื่อน",
  unfollow: "บล็อก", join: "บอตเข้ากลุ่ม", leave: "บอตออกจากกลุ่ม", memberJoined: "สมาชิกเข้า", memberLeft: "สมาชิกออก",
};
const VIOLATIONS = {
  retry_key_with_other_body: "คีย์ส่งซ้ำเดิม แต่เนื้อหาเปลี่ยน", retry_key_not_allowed: "ใช้คีย์ส่งซ้ำกับคำขอที่ไม่รองรับ",
  retry_key_after_24_hours: "คีย์ส่งซ้ำเก่ากว่า 24 ชั่วโมง",
};
let drawn = "";

export function drawSide(view) {
  const news = JSON.stringify([view.clock, view.quota, view.webhooks, view.errors, view.violations, view.down, view.redelivery]);
  const side = document.getElementById("side");
  if (news === drawn || side.contains(document.activeElement) && document.activeElement.matches("input[type=date]")) return;
  drawn = news;
  side.replaceChildren(clockPanel(view), quotaPanel(view), webhookPanel(view), errorPanel(view), switchPanel(view));
}

function panel(title, note, ...inside) {
  return element("section", { class: "panel" }, element("h2", {}, element("span", {}, title), element("span", {}, note)), ...inside);
}

function clockPanel({ clock: { now, settable } }) {
  const at = Date.parse(now);
  const shown = element("div", { class: "now" }, day(at), element("small", {}, `เวลา ${clock(at)} น.`));
  if (!settable) return panel("เวลา", "เวลาจริง", shown);
  const to = (goal) => () => call("POST", "clock", { to: goal });
  const hour = () => call("POST", "clock", { advance: { hours: 1 } });
  const step = (label, go) => element("button", { type: "button", onclick: go }, label);
  const free = element("input", { type: "date", value: isoDay(at), "aria-label": "ไปยังวันที่" });
  const jump = () => free.value && call("POST", "clock", { to: free.value }) && free.blur();
  return panel("เวลาจำลอง", "", shown, element("div", { class: "steps" },
    step("วันถัดไป", to("next_day")), step("+1 ชั่วโมง", hour),
    element("button", { type: "button", class: "whole", onclick: to("next_working_morning") }, "เช้าวันทำการถัดไป (08:30)"),
    element("button", { type: "button", class: "whole", onclick: to("month:12") }, "ข้ามไป ธันวาคม"),
    element("label", { class: "whole" }, free, step("ไป", jump))));
}

function quotaPanel({ quota: { used, quota, month: running } }) {
  const share = quota ? Math.min(100, (used / quota) * 100) : 0;
  const meter = element("div", { class: `meter${share >= 100 ? " full" : share >= 80 ? " high" : ""}` }, element("i", {}));
  meter.firstChild.style.width = `${share}%`;
  return panel("ข้อความที่นับโควตา", month(running),
    element("div", { class: "numbers" }, element("b", {}, used.toLocaleString("th")), `จาก ${quota === null ? "ไม่จำกัด" : quota.toLocaleString("th")}`),
    meter);
}

function webhookPanel({ webhooks }) {
  if (!webhooks.length) return panel("เหตุการณ์ที่ส่งให้บอต", "", element("p", { class: "none" }, "ยังไม่มี"));
  return panel("เหตุการณ์ที่ส่งให้บอต", "", element("ul", { class: "lines" }, ...webhooks.map((line) => element("li", {},
    code(line.status, line.redelivery),
    element("span", { class: "kind" }, [...new Set(line.types)].map((t) => EVENTS[t] || t).join(", ") || "ทดสอบ", line.types.length > 1 ? ` ×${line.types.length}` : ""),
    element("small", {}, `${when(line.time)} · ${Math.round(line.milliseconds)} ms`)))));
}

function errorPanel({ errors, violations }) {
  const lines = [
    ...violations.map((v) => element("li", {}, element("span", { class: "code bad" }, "!"), element("span", { class: "kind" }, VIOLATIONS[v.kind] || v.kind), element("small", {}, when(v.time)))),
    ...errors.map((r) => element("li", {}, code(r.status), element("span", { class: "kind" }, `${r.endpoint}: ${problem(r)}`), element("small", {}, when(r.time)))),
  ];
  return panel("คำขอที่ LINE ปฏิเสธ", lines.length ? String(lines.length) : "",
    lines.length ? element("ul", { class: "lines tall" }, ...lines) : element("p", { class: "none" }, "ไม่มี"));
}

function problem({ answer, fault }) {
  const detail = answer?.details?.[0];
  return detail ? `${detail.property} ${detail.message}` : answer?.message || fault || "ไม่มีคำตอบ";
}

function switchPanel({ down, redelivery }) {
  const flip = (label, on, change) => {
    const box = element("input", { type: "checkbox", onchange: (event) => change(event.target.checked) });
    box.checked = on;
    return element("label", { class: "switch" }, box, label);
  };
  return panel("ลองสถานการณ์", "",
    flip("LINE ล่ม (ทุกคำขอล้มเหลว)", Boolean(down), (on) => call("PATCH", "settings", { down: on ? "error" : "" })),
    flip("ส่งเหตุการณ์ซ้ำเมื่อบอตไม่ตอบรับ", redelivery, (on) => call("PATCH", "settings", { redelivery: on })));
}

function code(status, again = false) {
  const good = status >= 200 && status < 300;
  return element("span", { class: `code${good ? (again ? " retry" : "") : " bad"}` }, status ? String(status) : "–");
}

function when(iso) {
  const at = Date.parse(iso);
  return `${shortDay(at)} ${clock(at)}`;
}

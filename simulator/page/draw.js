// Small tools of drawing: elements, faces, Thai dates.

const COLOURS = ["#5b8def", "#e07a5f", "#3d9970", "#b5739d", "#d9a441", "#4aa3a2", "#8e7cc3", "#c0604f", "#607d8b", "#7aa85a"];
const MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
const DAYS = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];
const BANGKOK = 7 * 3600 * 1000;

export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== "" && child !== null));
  return made;
}

export function face(name, { small = false, group = false, bot = false } = {}) {
  const drawn = element("span", { class: `face${small ? " small" : ""}${group ? " group" : ""}`, "aria-hidden": "true" });
  if (bot) drawn.append(element("img", { src: "/page/icon.svg", alt: "" }));
  else {
    drawn.textContent = name.replace(/^[เแโใไ]/, "").slice(0, 1);
    drawn.style.background = COLOURS[[...name].reduce((sum, c) => sum + c.codePointAt(0), 0) % COLOURS.length];
  }
  return drawn;
}

// Everything is shown in Bangkok's time whatever the browser's own zone is.
function parts(milliseconds) {
  const at = new Date(milliseconds + BANGKOK);
  return { y: at.getUTCFullYear(), m: at.getUTCMonth(), d: at.getUTCDate(), w: at.getUTCDay(), h: at.getUTCHours(), min: at.getUTCMinutes() };
}

export function clock(milliseconds) {
  const { h, min } = parts(milliseconds);
  return `${String(h).padStart(2, "0")}:${String(min).padStart(2, "0")}`;
}

export function day(milliseconds) {
  const { y, m, d, w } = parts(milliseconds);
  return `วัน${DAYS[w]}ที่ ${d} ${MONTHS[m]} ${y + 543}`;
}

export function shortDay(milliseconds) {
  const { m, d } = parts(milliseconds);
  return `${d} ${MONTHS[m]}`;
}

export function isoDay(milliseconds) {
  return new Date(milliseconds + BANGKOK).toISOString().slice(0, 10);
}

export function month(yearMonth) {
  const [y, m] = yearMonth.split("-").map(Number);
  return `${MONTHS[m - 1]} ${y + 543}`;
}

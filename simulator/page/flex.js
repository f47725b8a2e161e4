// Draws a Flex container as LINE does. onAction is called with the action of what was pressed.

const SPACE = { none: "0", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const TEXT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BUBBLE = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };
const BORDER = { none: "0", light: ".5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
const ALIGN = { start: "left", center: "center", end: "right" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
const OFFSETS = { offsetTop: "top", offsetBottom: "bottom", offsetStart: "left", offsetEnd: "right" };
const PADDINGS = {
  paddingAll: "padding", paddingTop: "paddingTop", paddingBottom: "paddingBottom",
  paddingStart: "paddingLeft", paddingEnd: "paddingRight",
};

export function drawFlex(container, onAction) {
  const root = make("div", "flex-message");
  const bubbles = container.type === "carousel" ? container.contents : [container];
  if (container.type === "carousel") root.classList.add("carousel");
  root.append(...bubbles.map((bubble) => drawBubble(bubble, onAction)));
  return root;
}

function drawBubble(bubble, onAction) {
  const root = make("div", "fx-bubble");
  root.style.width = `${BUBBLE[bubble.size || "mega"]}px`;
  root.dir = bubble.direction || "ltr";
  for (const name of ["header", "hero", "body", "footer"]) {
    if (!bubble[name]) continue;
    const style = bubble.styles?.[name] || {};
    if (style.separator && root.children.length) root.append(line(style.separatorColor));
    root.append(drawBlock(name, bubble[name], style, onAction));
  }
  return pressable(root, bubble.action, onAction);
}

function drawBlock(name, node, style, onAction) {
  const drawn = draw(node, null, onAction);
  drawn.classList.add(...(name === "hero" ? ["fx-hero"] : ["fx-block", `fx-${name}`]));
  if (style.backgroundColor && !node.backgroundColor) drawn.style.backgroundColor = style.backgroundColor;
  return drawn;
}

function draw(node, parent, onAction) {
  const drawn = (DRAWERS[node.type] || drawNothing)(node, parent, onAction);
  place(drawn, node, parent);
  return node.type === "button" ? drawn : pressable(drawn, node.action, onAction);
}

function drawBox(node, parent, onAction) {
  const box = make("div", `fx-box ${node.layout}`);
  node.contents.forEach((child, i) => {
    const drawn = draw(child, node, onAction);
    const gap = SPACE[child.margin] ?? child.margin ?? SPACE[node.spacing] ?? node.spacing;
    if (i > 0 && gap && child.position !== "absolute") {
      drawn.style[node.layout === "vertical" ? "marginTop" : "marginLeft"] = gap;
    }
    box.append(drawn);
  });
  dress(box, node);
  return box;
}

function dress(box, node) {
  const style = box.style;
  for (const [name, css] of Object.entries(PADDINGS)) {
    if (node[name]) style[css] = SPACE[node[name]] ?? node[name];
  }
  for (const name of ["width", "height", "maxWidth", "maxHeight", "backgroundColor", "justifyContent"]) {
    if (node[name]) style[name] = node[name];
  }
  if (node.alignItems) style.alignItems = node.alignItems;
  if (node.cornerRadius) style.borderRadius = SPACE[node.cornerRadius] ?? node.cornerRadius;
  if (node.cornerRadius || node.height || node.width) box.classList.add("clip");
  if (node.borderWidth) style.border = `${BORDER[node.borderWidth] ?? node.borderWidth} solid ${node.borderColor || "#d4d6da"}`;
  if (node.background) style.background = gradient(node.background);
}

function gradient({ angle, startColor, centerColor, centerPosition, endColor }) {
  const center = centerColor ? `${centerColor} ${centerPosition || "50%"}, ` : "";
  return `linear-gradient(${angle}, ${startColor}, ${center}${endColor})`;
}

function drawText(node) {
  const text = make("div", node.wrap ? "fx-text wrap" : "fx-text");
  const style = text.style;
  paint(style, node);
  style.fontSize = style.fontSize || "16px";
  if (node.align) style.textAlign = ALIGN[node.align];
  if (node.lineSpacing) style.lineHeight = `calc(1.45em + ${node.lineSpacing})`;
  if (node.maxLines) {
    Object.assign(style, { display: "-webkit-box", webkitLineClamp: node.maxLines, webkitBoxOrient: "vertical" });
  }
  if (node.contents?.length) {
    text.append(...node.contents.map((span) => {
      const drawn = make("span", "");
      paint(drawn.style, span);
      drawn.textContent = span.text || "";
      return drawn;
    }));
  } else {
    text.textContent = node.text;
  }
  return text;
}

function paint(style, node) {
  if (node.size) style.fontSize = TEXT[node.size] ? `${TEXT[node.size]}px` : node.size;
  if (node.color) style.color = node.color;
  if (node.weight === "bold") style.fontWeight = 700;
  if (node.style === "italic") style.fontStyle = "italic";
  if (node.decoration) style.textDecoration = node.decoration;
}

function drawButton(node, parent, onAction) {
  const style = node.style || "link";
  const button = make("button", `fx-button ${style} ${node.height || "md"}`);
  button.type = "button";
  const label = make("span", "");
  label.textContent = node.action.label;
  button.append(label);
  button.title = node.action.label;
  if (node.color) button.style[style === "link" ? "color" : "backgroundColor"] = node.color;
  button.addEventListener("click", (event) => { event.stopPropagation(); onAction(node.action); });
  return button;
}

function drawImage(node) {
  const image = make("div", `fx-image ${node.aspectMode || "fit"}`);
  const size = node.size || "md";
  image.style.width = size === "full" ? "100%" : IMAGE[size] ? `${IMAGE[size]}px` : size;
  image.style.aspectRatio = (node.aspectRatio || "1:1").replace(":", " / ");
  image.style.backgroundImage = `url(${JSON.stringify(node.url)})`;
  if (node.backgroundColor) image.style.backgroundColor = node.backgroundColor;
  return image;
}

function drawIcon(node) {
  const icon = make("img", "fx-icon");
  icon.src = node.url;
  icon.alt = "";
  icon.style.height = TEXT[node.size || "md"] ? `${TEXT[node.size || "md"]}px` : node.size;
  return icon;
}

function drawSeparator(node) {
  return line(node.color);
}

function line(color) {
  const drawn = make("div", "fx-separator");
  drawn.style.minHeight = drawn.style.minWidth = "1px";
  if (color) drawn.style.backgroundColor = color;
  return drawn;
}

function drawNothing() {
  return make("div", "fx-filler");
}

const DRAWERS = {
  box: drawBox, text: drawText, button: drawButton, image: drawImage, video: drawNothing, icon: drawIcon,
  separator: drawSeparator, filler: drawNothing,
};

// Where a component stands in its parent: its share of the room, its own alignment, its offsets.
function place(drawn, node, parent) {
  const style = drawn.style;
  for (const [name, css] of Object.entries(OFFSETS)) {
    if (node[name]) style[css] = SPACE[node[name]] ?? node[name];
  }
  if (Object.keys(OFFSETS).some((name) => node[name])) style.position = "relative";
  if (node.position) style.position = node.position;
  if (!parent) return;
  const across = parent.layout !== "vertical";
  const share = node.flex ?? (node.type === "filler" ? 1 : ownShare(node, across));
  style.flex = share > 0 ? `${share} 1 ${across ? "0" : "auto"}` : "0 0 auto";
  if (share === 0 && across && node.type === "text") style.flexShrink = 1;
  if (node.gravity && across) {
    style.alignSelf = GRAVITY[node.gravity];
  }
  if (node.type === "image" && node.align) style.alignSelf = GRAVITY[{ start: "top", end: "bottom" }[node.align] || "center"];
}

function ownShare(node, across) {
  if (node.type === "separator" || node.type === "icon") return 0;
  if (node.type === "box" && (across ? node.width : node.height)) return 0;
  return across ? 1 : 0;
}

function pressable(drawn, action, onAction) {
  if (!action) return drawn;
  drawn.classList.add("fx-act");
  drawn.tabIndex = 0;
  drawn.setAttribute("role", "button");
  drawn.addEventListener("click", (event) => { event.stopPropagation(); onAction(action); });
  return drawn;
}

function make(tag, className) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  return made;
}

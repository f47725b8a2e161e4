// Calls to the simulator's own addresses; a refusal becomes a toast and an exception.

let hiding;

export function toast(words) {
  const box = document.getElementById("toast");
  box.textContent = words;
  box.classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => box.classList.remove("shown"), 3500);
}

export async function call(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(`/_sim/${path}`, options);
  const said = await answer.json();
  if (!answer.ok) {
    toast(said.error || `ผิดพลาด ${answer.status}`);
    throw new Error(said.error);
  }
  return said;
}

export const act = (name, wish) => call("POST", `act/${name}`, wish);

/** Colours of a call on a terminal; without colours, the text as it is. */

export interface Paint {
  plain(text: string): string;
  agent(text: string): string;
  caller(text: string): string;
  dim(text: string): string;
  warning(text: string): string;
  error(text: string): string;
}

const codes: Readonly<Record<Exclude<keyof Paint, "plain">, string>> = {
  agent: "1;36",
  caller: "1;32",
  dim: "2",
  warning: "33",
  error: "31",
};

export function createPaint(colours: boolean): Paint {
  const paint = (name: keyof typeof codes): ((text: string) => string) => {
    return colours ? (text) => (text === "" ? "" : `\u001b[${codes[name]}m${text}\u001b[0m`) : (text) => text;
  };
  return {
    plain: (text) => text,
    agent: paint("agent"),
    caller: paint("caller"),
    dim: paint("dim"),
    warning: paint("warning"),
    error: paint("error"),
  };
}

/** Servers that give the voice what no voice can say. */
import { tell } from "../model-server.ts";
import { broken, type Exhibit, patient } from "./exhibit.ts";

/** Says these parts to everything. */
function saying(...parts: string[]): Exhibit {
  return broken({ answer: (peer, { response_id }) => tell(peer, response_id, parts) }, { settings: patient });
}

export const speechExhibits: Readonly<Record<string, Exhibit>> = {
  // In pieces, as models write it.
  "speech-no-markdown": saying("We are open ", "*", "*always*", "*", ", even on Sundays."),
  "speech-no-lists": saying("We are open on:\n", "- Monday\n", "- Tuesday\n", "- Friday"),
  "speech-no-emoji": saying("We are open today. ", "🎉 Come in!"),
  "speech-no-urls": saying("All about it is on ", "https://", "example.com/hours?day=1."),
  "speech-no-raw-data": saying('{"name": "opening_hours", ', '"arguments": {"day": "monday"}}'),
  "speech-no-control-marks": saying("We are open from nine to five.", "<|im_", "end|>"),
  "speech-no-invisible-characters": saying("We are open from nine\u200b to five."),
  "speech-no-placeholders": saying("Hello {{customer", "_name}}, we are open from nine to five."),
  "speech-brief": saying(...Array.from({ length: 6 }, () => `${"We are always open, ".repeat(9)}and so on. `)),
};

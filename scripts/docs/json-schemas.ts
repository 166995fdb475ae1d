/** One JSON Schema (draft 2020-12) for every event: `docs/schema/<direction>-<type>.json`. */
import { z } from "zod";
import { documentedEvents } from "./events.ts";
import { type GeneratedFile, toStableJson } from "./files.ts";

export function jsonSchemas(): readonly GeneratedFile[] {
  return documentedEvents.map(({ direction, type, summary, schema, example }) => ({
    path: `docs/schema/${direction}-${type}.json`,
    content: toStableJson({
      ...z.toJSONSchema(schema, { target: "draft-2020-12" }),
      title: `${type}, from the ${direction}`,
      description: summary,
      examples: [example],
    }),
  }));
}

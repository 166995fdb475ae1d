/** The benchmark of early generations says the same words with them as without, and has hits to measure. */
import { describe, expect, it } from "vitest";
// @ts-expect-error benchmarks are plain JavaScript, which the compiler does not look into
import { measureHits } from "../bench/ahead/over-a-socket.mjs";
// @ts-expect-error as above
import { platforms, simulate } from "../bench/ahead/simulated.mjs";

const names: readonly string[] = platforms.map(({ name }: { name: string }) => name);

describe("early generations in realistic calls", () => {
  it.each(names)("hit, win time and change no word: %s", async (name) => {
    const platform = platforms.find((other: { name: string }) => other.name === name);
    const { answers, hits, otherWords, wonMs, silenceMs, early } = await simulate(platform);
    expect(otherWords).toEqual([]);
    expect(hits).toBeGreaterThan(answers / 2);
    expect(hits).toBeLessThanOrEqual(early.kept);
    expect(wonMs.median).toBeGreaterThan(0);
    expect(silenceMs.ahead.median).toBeLessThan(silenceMs.plain.median);
  });

  it("are heard over a socket, each from its one generation", async () => {
    const { hit, bare } = await measureHits(20);
    expect([hit.median, bare.median].every((ms: number) => ms > 0)).toBe(true);
  });
});

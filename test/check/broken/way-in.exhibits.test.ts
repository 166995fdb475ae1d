/** Servers that are hard to reach, greet wrongly, let anybody in or bear no load: each is found out by its own audit alone. */
import { proveExhibits } from "./prove.ts";

proveExhibits("way-in");

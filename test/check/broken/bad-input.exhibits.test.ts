/** Servers that something unexpected brings down: each is found out by its own audit alone. */
import { proveExhibits } from "./prove.ts";

proveExhibits("bad-input");

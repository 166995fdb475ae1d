/** Servers that answer wrongly, or write what the platform cannot take: each is found out by its own audit alone. */
import { proveExhibits } from "./prove.ts";

proveExhibits("answers");

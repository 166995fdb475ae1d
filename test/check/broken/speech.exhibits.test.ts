/** Servers that speak or act wrongly: each is found out by its own audit alone. */
import { proveExhibits } from "./prove.ts";

proveExhibits("speech");

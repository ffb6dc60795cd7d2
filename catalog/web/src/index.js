// Everything works without this script; it only adds what needs one.
import { addCopyButtons } from "./copy.js";
import { closeDrawerWithEscape } from "./drawer.js";

addCopyButtons(document);
closeDrawerWithEscape(document);

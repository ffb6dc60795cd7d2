// What the search box, the page of the search and other parts of the site ask for.
import { addStyles } from "../styles.js";
import { openSearch as open } from "./page.js";
import { suggest as suggestIn } from "./suggest.js";

export { findDatasets } from "./finding.js";

const styled = addStyles(SEARCH_STYLES).catch(console.warn); // it works without them

export const openSearch = (holder) => styled.then(() => open(holder));
export const suggest = (form) => styled.then(() => suggestIn(form));

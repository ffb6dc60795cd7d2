// Everything works without this script; it only adds what needs one.
import { addBrightnessSwitch } from "./brightness.js";
import { addCharts } from "./charts.js";
import { addCopyButtons } from "./copy.js";
import { namePages } from "./disk.js";
import { addDrawerButton, addMenuParts, openLabelsWithKeyboard } from "./drawer.js";
import { addExplorers } from "./explore.js";
import { addMaps } from "./map.js";
import { addEasySwitch } from "./easy.js";
import { keepForOffline } from "./offline.js";
import { OWN_URL } from "./own_url.js";
import { addSearch } from "./search.js";
import { addWhen } from "./when.js";

addBrightnessSwitch(document);
addCharts(document);
addCopyButtons(document);
addDrawerButton(document);
addMenuParts(document);
openLabelsWithKeyboard(document);
addExplorers(document);
addEasySwitch(document);
addMaps(document);
addSearch(document);
addWhen(document);
namePages(document);
keepForOffline(document, OWN_URL);

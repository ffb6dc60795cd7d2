/** The address of this script, which is known only while it runs for the first time; its other files are named relative to it. */
export const OWN_URL = SCRIPT_URL;

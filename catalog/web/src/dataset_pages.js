// Where the page of a dataset is.

/** Return the address of a dataset's page from the site's root; merged tables of a standard are on the page of that. */
export function pageOf(lang, id) {
  const [body, name] = id.split("/");
  return body === "standards" ? `${lang}/standards/${name.replace(/-fictitious$/, "")}/` : `${lang}/datasets/${id}/`;
}

// The tables of datasets by their ids, from the description that is published with each dataset.

const ADDRESS = /^([a-z0-9-]+)\/([a-z0-9-]+)(?:\/([a-z0-9-]+))?$/;

/** Return the address (body/dataset or body/dataset/table) that somebody typed or pasted, or null. */
export function parseTable(text) {
  const path = text.trim().replace(/^https?:\/\/[^/]+/, "").replace(/[?#].*$/, "").replace(/\/+$/, "");
  const page = /(?:^|\/)(?:datasets|id|data)\/([a-z0-9-]+\/[a-z0-9-]+)/.exec(path)?.[1] ?? path;
  return ADDRESS.test(page) ? page : null;
}

/** Return the tables of a dataset, or the one that is named: {address, title, url, bytes, rowCount, dataset, former}; former names do, too. */
export async function readTables(root, address) {
  const [, body, dataset, wanted] = ADDRESS.exec(address);
  const url = new URL(`${root}data/${body}/${dataset}/datapackage.json`, location.href);
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok) throw { kind: response.status === 404 ? "no_dataset" : "offline", message: `${response.status}` };
  const { resources, ...description } = await response.json();
  // A former address has the description of what is there now, which says what that is called.
  const present = /\/id\/([a-z0-9-]+\/[a-z0-9-]+)$/.exec(description.id ?? "")?.[1] ?? `${body}/${dataset}`;
  const several = resources.length > 1;
  const tables = resources.flatMap((resource) => {
    const file = resource.distributions?.find(({ role }) => role === "parquet");
    const former = (resource.aliases ?? []).filter((name) => !name.includes("."));
    if (!file || (wanted && resource.name !== wanted && !former.includes(wanted))) return [];
    const title = several ? joined(titleOf(description), titleOf(resource)) : titleOf(description);
    return [{ address: `${present}/${resource.name}`, dataset: present, former, title, url: new URL(file.path, url).href, bytes: file.bytes, rowCount: file.rows ?? 0 }];
  });
  if (!tables.length) throw { kind: "no_table", message: address };
  return tables;
}

const titleOf = (part) => ({ ja: part.title, ...(part["title@en"] ? { en: part["title@en"] } : {}) });

function joined(dataset, table) {
  if (!table.ja) return dataset;
  return { ja: `${dataset.ja}：${table.ja}`, ...(dataset.en && table.en ? { en: `${dataset.en}: ${table.en}` } : {}) };
}

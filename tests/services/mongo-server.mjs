// The Mongo-compatible server of the tests: node mongo-server.mjs [PORT]. Port 0, the default, takes a free one; the line "listening on PORT"
// tells which. The package keeps only ObjectIds as _id, enforces no unique index and sorts text by locale; a mongod does otherwise, so
// these three are put right here. It runs on one thread and touches no disk: every command is atomic, as on a mongod for one document.
import { createServer } from 'node:net';
import { CongoServer } from '@push.rocks/smartmongo/dist_ts/congodb/index.js';
import { IndexEngine } from '@push.rocks/smartmongo/dist_ts/congodb/engine/IndexEngine.js';
import { QueryEngine } from '@push.rocks/smartmongo/dist_ts/congodb/engine/QueryEngine.js';

const keyOf = (value) =>
  value?.toHexString ? `oid:${value.toHexString()}` : value instanceof Date ? `date:${value.getTime()}` : `${typeof value}:${JSON.stringify(value)}`;

const compareByLocale = QueryEngine.compareValues.bind(QueryEngine);
QueryEngine.compareValues = (a, b) =>
  typeof a === 'string' && typeof b === 'string' ? (a < b ? -1 : a > b ? 1 : 0) : compareByLocale(a, b);

function duplicate(index) {
  const error = new Error(`E11000 Duplicate key error: index ${index.name}`);
  error.code = 11000;
  error.codeName = 'DuplicateKey';
  return error;
}

/** The value under which a document stands in a unique index; undefined where a partial index leaves it out. */
function entryOf(index, document) {
  if (index.partialFilterExpression && !QueryEngine.matches(document, index.partialFilterExpression)) {
    return undefined;
  }

  return Object.keys(index.key).map((field) => keyOf(QueryEngine.getNestedValue(document, field) ?? null)).join('|');
}

function repair(storage) {
  const uniqueIndexes = (database, collection) =>
    (storage.indexes.get(database)?.get(collection) ?? []).filter((index) => index.unique && index.name !== '_id_');

  const refuseDuplicate = (database, collection, document) => {
    for (const index of uniqueIndexes(database, collection)) {
      const entry = entryOf(index, document);
      for (const [key, other] of entry === undefined ? [] : storage.ensureCollection(database, collection)) {
        if (key !== keyOf(document._id) && entryOf(index, other) === entry) {
          throw duplicate(index);
        }
      }
    }
  };

  storage.insertOne = async (database, collection, document) => {
    const documents = storage.ensureCollection(database, collection);
    if (documents.has(keyOf(document._id))) {
      throw duplicate({ name: '_id_' });
    }

    refuseDuplicate(database, collection, document);
    documents.set(keyOf(document._id), document);
    return document;
  };
  storage.findById = async (database, collection, id) => storage.ensureCollection(database, collection).get(keyOf(id)) ?? null;
  storage.updateById = async (database, collection, id, document) => {
    const documents = storage.ensureCollection(database, collection);
    refuseDuplicate(database, collection, document);
    return documents.has(keyOf(id)) && Boolean(documents.set(keyOf(id), document));
  };
  storage.deleteById = async (database, collection, id) => storage.ensureCollection(database, collection).delete(keyOf(id));

}

// Its own keeps a second copy of every document's _id and forgets which documents a partial index leaves out.
IndexEngine.prototype.initialize = async () => {};
IndexEngine.prototype.listIndexes = function () {
  return this.storage.getIndexes(this.dbName, this.collName);
};
IndexEngine.prototype.createIndex = async function (key, options) {
  const index = { key, name: options.name, unique: options.unique, partialFilterExpression: options.partialFilterExpression };
  const entries = [...this.storage.ensureCollection(this.dbName, this.collName).values()]
    .map((document) => entryOf(index, document)).filter((entry) => entry !== undefined);
  if (index.unique && new Set(entries).size < entries.length) {
    throw duplicate(index);
  }

  await this.storage.saveIndex(this.dbName, this.collName, index.name, index);
  return index.name;
};

const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const port = Number(process.argv[2] ?? 0) || await freePort();
const server = new CongoServer({ host: '127.0.0.1', port });
repair(server.getStorage());
await server.start();
console.log(`listening on ${port}`);

// Whoever started it holds the other end of its input: when that process ends, however it ends, so does this one.
process.stdin.on('end', () => process.exit(0)).resume();

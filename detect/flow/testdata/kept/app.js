const { S3Client } = require("@aws-sdk/client-s3");
const { MongoClient } = require("mongodb");
const started = new S3Client({}); // kept
let client;
let database = null;
const clients = {};
const seen = new Map();

function lazily() {
  if (!client) {
    client = new S3Client({}); // kept
  }
  return client;
}

async function early() {
  if (database) return database;
  const c = await MongoClient.connect("mongodb://x"); // kept
  database = c.db("x");
  return database;
}

function either() {
  client = client || new S3Client({}); // kept
  return client;
}

function shared(region) {
  if (!clients[region]) clients[region] = new S3Client({ region }); // kept
  if (!seen.has(region)) seen.set(region, new S3Client({})); // kept
  return clients[region];
}

const params = {};

const load = (context) => (new Promise((fulfill) => {
  if (params.domain !== undefined) return fulfill();
  const ssm = new S3Client({}); // kept
  ssm.send(context).then((data) => data.forEach((p) => {
    params[p.name] = p.value;
  }));
}));

class Store {
  get() {
    if (!this.db) this.db = new MongoClient("mongodb://x"); // kept
    return this.db;
  }
}

const store = new Store();

exports.handler = async (event) => {
  if (!event.body) return null;
  const own = new S3Client({ region: process.env.REGION }); // new
  const theirs = new S3Client({ region: event.region }); // personal
  lazily();
  await early();
  either();
  shared(event.region);
  store.get();
  load(event).then(() => event);
  return [own, theirs];
};

// Writes batches with kafka-rest, Confluent's client, which speaks API v1 in base64.
// NODE_EXTRA_CA_CERTS names ca.crt.
const { readFileSync } = require('fs');
const KafkaRest = require('kafka-rest');

const client = new KafkaRest({
  url: readFileSync('url', 'utf8'),
  headers: { Authorization: 'Bearer ' + readFileSync('key', 'utf8') },
});

const tell = (step, next) => (error, answer) => {
  console.log([step, error ? error.status : 200, JSON.stringify(error ? error.data : answer)].join('\t'));
  next();
};
const value = readFileSync('bytes');

client.topic('orders').produce({ key: 'k ü', value }, { value: 'two' }, tell('topic', () =>
  client.topicPartition('orders', 1).produce({ key: 'a', value: 'one' }, tell('partition', () =>
    client.topic('orders-not-created-yet').produce('x', tell('absent', () => {}))))));

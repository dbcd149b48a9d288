// The public gRPC interop cases (github.com/grpc/grpc, doc/interop-test-descriptions.md) against a server of ours.
// node interop.js ADDRESS CASE    prints "ok CASE"; anything else is a failure with its reason.
'use strict';
const assert = require('node:assert');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const protos = path.join(__dirname, '..', '..', 'protos');
const definition = loader.loadSync('grpc/testing/test.proto', { includeDirs: [protos], keepCase: true, enums: String, defaults: true, oneofs: true });
const { TestService, UnimplementedService } = grpc.loadPackageDefinition(definition).grpc.testing;
const [address, name] = process.argv.slice(2);
const client = new TestService(address, grpc.credentials.createInsecure());
const gzip = new TestService(address, grpc.credentials.createInsecure(), { 'grpc.default_compression_algorithm': 2 });
const zeros = (length) => ({ type: 'COMPRESSABLE', body: Buffer.alloc(length) });
const unary = (stub, method, request, metadata = new grpc.Metadata(), options = {}) => new Promise((resolve) => {
  const seen = {};
  const call = stub[method](request, metadata, options, (error, response) => setImmediate(() => resolve({ error, response, ...seen })));
  call.on('metadata', (initial) => { seen.initial = initial; });
  call.on('status', (status) => { seen.status = status; });
});
const ended = (call) => new Promise((resolve) => {
  const messages = [];
  call.on('data', (message) => messages.push(message));
  call.on('error', () => {});
  call.on('status', (status) => resolve({ status, messages }));
});
const sizes = [31415, 9, 2653, 58979];
const requests = [27182, 8, 1828, 45904];

const cases = {
  async empty_unary() {
    const { error, response } = await unary(client, 'EmptyCall', {});
    assert.ifError(error);
    assert.deepEqual({ ...response }, {});
  },
  async large_unary() {
    const { error, response } = await unary(client, 'UnaryCall', { response_size: 314159, payload: zeros(271828) });
    assert.ifError(error);
    assert.equal(response.payload.body.length, 314159);
  },
  async client_compressed_unary() {
    // The probe: a message that says it is compressed and is not must be refused.
    const probe = await unary(client, 'UnaryCall', { expect_compressed: { value: true }, response_size: 314159, payload: zeros(271828) });
    assert.equal(probe.error.code, grpc.status.INVALID_ARGUMENT);
    const compressed = await unary(gzip, 'UnaryCall', { expect_compressed: { value: true }, response_size: 314159, payload: zeros(271828) });
    assert.ifError(compressed.error);
    const plain = await unary(client, 'UnaryCall', { expect_compressed: { value: false }, response_size: 314159, payload: zeros(271828) });
    assert.ifError(plain.error);
    assert.equal(compressed.response.payload.body.length, 314159);
  },
  async server_compressed_unary() {
    for (const value of [true, false]) {
      const { error, response } = await unary(client, 'UnaryCall', { response_compressed: { value }, response_size: 314159, payload: zeros(271828) });
      assert.ifError(error);
      assert.equal(response.payload.body.length, 314159);
    }
  },
  async client_streaming() {
    const aggregated = await new Promise((resolve, reject) => {
      const call = client.StreamingInputCall((error, response) => (error ? reject(error) : resolve(response.aggregated_payload_size)));
      for (const size of requests) call.write({ payload: zeros(size) });
      call.end();
    });
    assert.equal(aggregated, 74922);
  },
  async server_streaming() {
    const { status, messages } = await ended(client.StreamingOutputCall({ response_parameters: sizes.map((size) => ({ size })) }));
    assert.equal(status.code, grpc.status.OK);
    assert.deepEqual(messages.map((message) => message.payload.body.length), sizes);
  },
  async ping_pong() {
    const call = client.FullDuplexCall();
    const got = [];
    const done = new Promise((resolve) => call.on('status', resolve));
    const send = () => call.write({ response_parameters: [{ size: sizes[got.length] }], payload: zeros(requests[got.length]) });
    call.on('data', (message) => { got.push(message.payload.body.length); if (got.length < sizes.length) send(); else call.end(); });
    send();
    assert.equal((await done).code, grpc.status.OK);
    assert.deepEqual(got, sizes);
  },
  async empty_stream() {
    const call = client.FullDuplexCall();
    call.end();
    const { status, messages } = await ended(call);
    assert.equal(status.code, grpc.status.OK);
    assert.equal(messages.length, 0);
  },
  async custom_metadata() {
    const trailing = Buffer.from([0xab, 0xab, 0xab]);
    const metadata = () => {
      const sent = new grpc.Metadata();
      sent.set('x-grpc-test-echo-initial', 'test_initial_metadata_value');
      sent.set('x-grpc-test-echo-trailing-bin', trailing);
      return sent;
    };
    const simple = await unary(client, 'UnaryCall', { response_size: 1, payload: zeros(1) }, metadata());
    assert.ifError(simple.error);
    const call = client.FullDuplexCall(metadata());
    const initial = new Promise((resolve) => call.on('metadata', resolve));
    call.write({ response_parameters: [{ size: 1 }], payload: zeros(1) });
    call.end();
    const { status } = await ended(call);
    for (const [first, last] of [[simple.initial, simple.status], [await initial, status]]) {
      assert.deepEqual(first.get('x-grpc-test-echo-initial'), ['test_initial_metadata_value']);
      assert.deepEqual(last.metadata.get('x-grpc-test-echo-trailing-bin'), [trailing]);
    }
  },
  async status_code_and_message() { await says('test status message'); },
  async special_status_message() { await says('\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n'); },
  async unimplemented_method() {
    assert.equal((await unary(client, 'UnimplementedCall', {})).error.code, grpc.status.UNIMPLEMENTED);
  },
  async unimplemented_service() {
    const other = new UnimplementedService(address, grpc.credentials.createInsecure());
    assert.equal((await unary(other, 'UnimplementedCall', {})).error.code, grpc.status.UNIMPLEMENTED);
    other.close();
  },
  async cancel_after_begin() {
    const error = await new Promise((resolve) => client.StreamingInputCall(resolve).cancel());
    assert.equal(error.code, grpc.status.CANCELLED);
  },
  async cancel_after_first_response() {
    const call = client.FullDuplexCall();
    call.on('data', () => call.cancel());
    call.write({ response_parameters: [{ size: 31415 }], payload: zeros(27182) });
    assert.equal((await ended(call)).status.code, grpc.status.CANCELLED);
  },
  async timeout_on_sleeping_server() {
    const call = client.FullDuplexCall({ deadline: Date.now() + 50 });
    call.write({ response_parameters: [{ size: 1, interval_us: 5_000_000 }], payload: zeros(27182) });
    assert.equal((await ended(call)).status.code, grpc.status.DEADLINE_EXCEEDED);
  },
};

async function says(message) {
  const request = { response_status: { code: 2, message } };
  const simple = await unary(client, 'UnaryCall', request);
  assert.equal(simple.error.code, 2);
  assert.equal(simple.error.details, message);
  const call = client.FullDuplexCall();
  call.write(request);
  call.end();
  const { status } = await ended(call);
  assert.equal(status.code, 2);
  assert.equal(status.details, message);
}

cases[name]().then(() => { console.log(`ok ${name}`); client.close(); gzip.close(); }, (error) => { console.error(error); process.exit(1); });

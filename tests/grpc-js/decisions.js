// Drives the decision service with a client that is not ours; see GrpcJsTests in Service.Tests.
// node decisions.js ADDRESS [AUTHORITY CERTIFICATE KEY] < request in protobuf JSON field names    prints one JSON object of what it saw.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const protobuf = require('protobufjs');

const protos = path.join(__dirname, '..', '..', 'protos');
const options = { includeDirs: [protos], keepCase: true, longs: String, enums: String, defaults: true, oneofs: true };
const load = (file) => grpc.loadPackageDefinition(loader.loadSync(file, options));
const address = process.argv[2];
// Over TLS where the PEM files are given.
const files = process.argv.slice(3).map((file) => fs.readFileSync(file));
const credentials = files.length ? grpc.credentials.createSsl(files[0], files[2], files[1]) : grpc.credentials.createInsecure();
const decisions = new (load('creditdecision/v1/decision.proto').creditdecision.v1.DecisionService)(address, credentials);
const health = new (load('grpc/health/v1/health.proto').grpc.health.v1.Health)(address, credentials);

// The three messages of google.rpc that the error model needs, by field number.
const rpc = protobuf.parse(`syntax = "proto3"; package google.rpc;
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message FieldViolation { string field = 1; string description = 2; }
  message BadRequest { repeated FieldViolation field_violations = 1; }`).root;
const decode = (type, bytes) => rpc.lookupType(type).decode(bytes);

const call = (stub, method, request, more = {}) => new Promise((resolve) => {
  stub[method](request, new grpc.Metadata(), more, (error, response) => resolve({ error, response }));
});

function services(version) {
  const reflection = load(`grpc/reflection/${version}/reflection.proto`).grpc.reflection[version];
  const stub = new reflection.ServerReflection(address, credentials);
  return new Promise((resolve, reject) => {
    const stream = stub.ServerReflectionInfo();
    stream.on('data', (message) => resolve(message.list_services_response.service.map((service) => service.name)));
    stream.on('error', reject);
    stream.on('end', () => stub.close());
    stream.write({ list_services: '' });
    stream.end();
  });
}

async function main() {
  const request = JSON.parse(fs.readFileSync(0, 'utf8'));
  const decided = await call(decisions, 'Decide', request);
  const again = await call(decisions, 'Decide', request);
  const bad = await call(decisions, 'Decide', { ...request, application_id: 'bad', tenor_months: 0, borrower: { ...request.borrower, phone: '1' } });
  const [details] = bad.error.metadata.get('grpc-status-details-bin');
  // The channel is open by now, so this deadline travels to the server.
  const late = await call(decisions, 'Decide', { ...request, application_id: 'late' }, { deadline: Date.now() - 1 });
  const healthy = await call(health, 'Check', { service: 'creditdecision.v1.DecisionService' });
  console.log(JSON.stringify({
    outcome: decided.response?.outcome,
    decision_id: decided.response?.decision_id,
    again_id: again.response?.decision_id,
    limit_fen: decided.response?.offer?.limit_fen,
    bad: grpc.status[bad.error.code],
    bad_fields: decode('google.rpc.BadRequest', decode('google.rpc.Status', details).details[0].value).fieldViolations.map((v) => v.field),
    late: grpc.status[late.error.code],
    health: healthy.response?.status,
    services: await services('v1'),
    services_alpha: await services('v1alpha'),
  }));
  decisions.close();
  health.close();
}

main().catch((error) => { console.error(error); process.exit(1); });

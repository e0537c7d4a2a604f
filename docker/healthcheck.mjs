// healthcheck.mjs VARIABLE PATH: asks this container's own health page, on the port that the variable names. Exit 0 when
// it answers 2xx.
import http from 'node:http';
import https from 'node:https';

const [variable, path] = process.argv.slice(2);
const secure = variable === 'PORT' && Boolean(process.env.TLS_CERT_FILE);
const options = {
  host: '127.0.0.1',
  port: Number(process.env[variable]),
  path,
  timeout: 4_000,
  // The certificate is for the public name, and this never leaves the container.
  rejectUnauthorized: false,
};
const request = (secure ? https : http).get(options, (response) => {
  response.resume();
  response.on('end', () => process.exit(response.statusCode >= 200 && response.statusCode < 300 ? 0 : 1));
});
request.on('timeout', () => request.destroy(new Error('no answer in 4 s')));
request.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});

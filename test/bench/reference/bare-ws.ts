/**
 * The reference that the server is measured against: a bare `ws` server. What a publisher sends is inserted into SQLite
 * (one commit for each, synchronous FULL) and broadcast as it is to every other socket.
 * Usage: node bare-ws.js DATABASE_FILE → prints {"port":N} when it listens.
 */
import Database from 'better-sqlite3';
import { WebSocketServer } from 'ws';

const database = new Database(process.argv[2] ?? ':memory:');
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE event (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO event (body) VALUES (?)');

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
const readers = new Set<import('ws').WebSocket>();
server.on('connection', (socket, request) => {
  if (request.url === '/board') readers.add(socket);
  socket.on('close', () => readers.delete(socket));
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    insert.run(text);
    for (const reader of readers) reader.send(text);
  });
});
server.on('listening', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});
process.on('SIGTERM', () => process.exit(0));

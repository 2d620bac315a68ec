import { readStaffOptions, UsageError } from './cli-options.js';

const read = (line: string) => readStaffOptions(line === '' ? [] : line.split(' '));

it('reads each command', () => {
  expect(read('list --json')).toEqual({ command: 'list', json: true });
  expect(read('disable --user Anna')).toEqual({ command: 'disable', json: false, userName: 'anna' });
  expect(read('password --user anna --password-stdin')).toMatchObject({ command: 'password', passwordFromInput: true });
  expect(
    readStaffOptions(['add', '--user', 'anna', '--name', 'Anna Andersson', '--role', 'helpdesk', '--role', 'ADMIN']),
  ).toEqual({
    command: 'add',
    json: false,
    userName: 'anna',
    name: 'Anna Andersson',
    desk: 'Kundservice',
    roles: ['HELPDESK', 'ADMIN'],
    passwordFromInput: false,
  });
  expect(read('--help')).toBe('help');
  expect(read('add -h')).toBe('help');
});

it.each([
  ['', 'Give one command'],
  ['remove --user a', 'Give one command'],
  ['list all', 'Give one command'],
  ['list --user a', '--user does not go with list'],
  ['disable', '--user: give a user name'],
  ['disable --user .', '--user: give a user name'],
  ['add --user a --role ADMIN', '--name: give 1 to 100 characters'],
  ['add --user a --name A', '--role: give HELPDESK, MANAGER, ADMIN'],
  ['add --user a --name A --role BOSS', '--role: give HELPDESK, MANAGER, ADMIN'],
  ['list --colour', "Unknown option '--colour'"],
])('refuses "%s" with the remedy', (line, message) => {
  expect(() => read(line)).toThrow(UsageError);
  expect(() => read(line)).toThrow(message);
});

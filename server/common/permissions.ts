import { Injectable, SetMetadata } from '@nestjs/common';
import type { CanActivate, ExecutionContext, OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { z } from 'zod';

import type { RequestContext } from './request-context.js';
import { StaffRole } from './staff-role.js';

export type Permission =
  { readonly kind: 'public' } | { readonly kind: 'staff'; readonly roles: readonly StaffRole[] } | { readonly kind: 'agent' };

const PERMISSION = Symbol('permission');

/** Anyone, signed in or not. */
export const Public = (): MethodDecorator => SetMetadata(PERMISSION, { kind: 'public' } satisfies Permission);
/** Staff with at least one of the roles. */
export const Allow = (first: StaffRole, ...others: StaffRole[]): MethodDecorator =>
  SetMetadata(PERMISSION, { kind: 'staff', roles: [first, ...others] } satisfies Permission);
/** The program on the cardholder's PC, for its own session. */
export const AgentOnly = (): MethodDecorator => SetMetadata(PERMISSION, { kind: 'agent' } satisfies Permission);

type Handler = (...args: never[]) => unknown;

const declared: z.ZodType<Permission | null> = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('public') }),
    z.object({ kind: z.literal('agent') }),
    z.object({ kind: z.literal('staff'), roles: z.array(z.enum(StaffRole)) }),
  ])
  .nullable();

/** The declared permission of a resolver or controller method; null when it declares none. */
export function permissionOf(handler: Handler): Permission | null {
  return declared.parse(Reflect.getMetadata(PERMISSION, handler) ?? null);
}

/** Deny by default: no declaration, no access. */
export function isAllowed(permission: Permission | null, context: Pick<RequestContext, 'staff' | 'agent'>): boolean {
  switch (permission?.kind) {
    case undefined:
      return false;
    case 'public':
      return true;
    case 'agent':
      return context.agent !== null;
    case 'staff':
      return context.staff?.roles.some((role) => permission.roles.includes(role)) ?? false;
  }
}

/** @throws GraphQLError UNAUTHENTICATED when nobody is signed in, FORBIDDEN when the wrong one is */
export function assertAllowed(permission: Permission | null, context: Pick<RequestContext, 'staff' | 'agent'>): void {
  if (isAllowed(permission, context)) return;
  const nobody = context.staff === null && context.agent === null;
  throw new GraphQLError(nobody ? 'Not signed in.' : 'Not allowed.', {
    extensions: { code: nobody ? 'UNAUTHENTICATED' : 'FORBIDDEN' },
  });
}

/** Global guard: every resolver method by its declared permission; plain HTTP routes only when declared public. */
@Injectable()
export class PermissionGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const permission = permissionOf(execution.getHandler() as Handler);
    if (execution.getType<'graphql' | 'http'>() !== 'graphql') return permission?.kind === 'public';
    assertAllowed(permission, GqlExecutionContext.create(execution).getContext<RequestContext>());
    return true;
  }
}

const RESOLVER_TYPE = 'graphql:resolver_type';
const ROUTE_PATH = 'path';
const ROOT_TYPES = ['Query', 'Mutation', 'Subscription'];

/** At start: a Query, Mutation, Subscription or route method without a declared permission stops the server. */
@Injectable()
export class PermissionCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const classes = [...this.discovery.getProviders(), ...this.discovery.getControllers()].map((wrapper) => wrapper.metatype);
    const undeclared = classes.flatMap((metatype) => this.undeclaredMethods(metatype));
    if (undeclared.length > 0) {
      throw new Error(`No permission declared (@Public, @Allow or @AgentOnly): ${[...new Set(undeclared)].join(', ')}`);
    }
  }

  private undeclaredMethods(metatype: unknown): string[] {
    if (typeof metatype !== 'function' || typeof metatype.prototype !== 'object' || metatype.prototype === null) return [];
    const prototype = metatype.prototype as Record<string, unknown>;
    return this.scanner
      .getAllMethodNames(prototype)
      .map((name) => ({ name, method: prototype[name] }))
      .filter((entry): entry is { name: string; method: Handler } => typeof entry.method === 'function')
      .filter(({ method }) => isEntrance(method) && permissionOf(method) === null)
      .map(({ name }) => `${metatype.name}.${name}`);
  }
}

function isEntrance(method: Handler): boolean {
  const resolverType: unknown = Reflect.getMetadata(RESOLVER_TYPE, method);
  return ROOT_TYPES.some((type) => type === resolverType) || Reflect.hasMetadata(ROUTE_PATH, method);
}

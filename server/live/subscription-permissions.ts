import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

import { permissionOf } from '../common/permissions.js';
import type { Permission } from '../common/permissions.js';

const RESOLVER_TYPE = 'graphql:resolver_type';
const RESOLVER_NAME = 'graphql:resolver_name';

type Method = (...args: never[]) => unknown;

/** The declared permission of each subscription, to be asked again while it is open. */
@Injectable()
export class SubscriptionPermissions implements OnModuleInit {
  private readonly permissions = new Map<string, Permission | null>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    for (const { metatype } of this.discovery.getProviders()) {
      const prototype: unknown = typeof metatype === 'function' ? metatype.prototype : null;
      if (typeof prototype !== 'object' || prototype === null) continue;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const method: unknown = Reflect.get(prototype, name);
        if (isMethod(method)) this.note(name, method);
      }
    }
  }

  /** null, which allows nobody, when the field is unknown. */
  of(fieldName: string): Permission | null {
    return this.permissions.get(fieldName) ?? null;
  }

  private note(methodName: string, method: Method): void {
    if (Reflect.getMetadata(RESOLVER_TYPE, method) !== 'Subscription') return;
    const name: unknown = Reflect.getMetadata(RESOLVER_NAME, method);
    this.permissions.set(typeof name === 'string' ? name : methodName, permissionOf(method));
  }
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

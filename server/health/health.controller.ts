import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';

import { Public } from '../common/permissions.js';
import { HealthService } from './health.service.js';

@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process answers. */
  @Public()
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It can do its work: started, not shutting down, database answers. */
  @Public()
  @Get('ready')
  async ready(): Promise<{ status: 'ok' }> {
    const problem = await this.health.problem();
    if (problem !== null) throw new ServiceUnavailableException({ status: 'unavailable', problem });
    return { status: 'ok' };
  }
}

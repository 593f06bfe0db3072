import { Access } from '@answerable/access';
import { renderPage } from '@answerable/web';
import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Apis } from '../../api/apis.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';

interface Received {
  messageId: string;
  receivedOn: string;
  read: boolean;
}

/** Messages that nobody tied to a contact: nobody can tell who wrote them. */
@Controller('messages')
@Access('vs-lead', 'safeguarding-lead')
export class MessagesController {
  constructor(private readonly apis: Apis) {}

  @Get()
  async list(@CurrentSession() session: Session, @Res() response: Response) {
    const { messages } = await this.apis.call<{ messages: Received[] }>(session, 'survey-delivery', 'listMessages');
    renderPage(response, 'staff/messages.njk', { title: 'Messages to Victim Support', messages });
  }

  @Post(':id')
  async open(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    const { message } = await this.apis.call<{ message: string }>(session, 'survey-delivery', 'openMessage', {
      params: { id },
    });
    renderPage(response, 'staff/message.njk', { title: 'A message', message });
  }
}

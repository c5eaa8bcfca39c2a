import { Prisma, PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function users(where: Prisma.UserWhereInput, email: string) {
  const active = await prisma.user.findMany({
    where: { status: 'PAUSED', isActive: true, OR: [{ posts: { some: { titel: 'x' } } }, { status: { in: ['ACTIVE', 'GONE'] } }] },
    select: { id: true, fullName: true, posts: { select: { title: true, body: true } } },
    orderBy: { createdAt: 'desc' },
  });
  await prisma.post.create({ data: { title: 'x', state: 'draft', slug: 'x', author: { connect: { email } } } });
  await prisma.post.findUnique({ where: { authorId_title: { authorId: 1n, title: 'x' } } });
  await prisma.invoice.findMany();
  await prisma.user.findFirst({ where });
  await prisma.user.update({ where: { email }, data: { status: 'DELETED' } }).catch(() => null);
  const raw = await prisma.$queryRaw`SELECT id, phone FROM users WHERE status = 'active' AND email = ${email}`;
  return { active, raw };
}

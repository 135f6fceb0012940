using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Notices;

/// <summary>The mails that were given up, for whoever runs the machine: whose, when and why, and nothing of what they told of.</summary>
[Needs(Permission.SeeOperations)]
public sealed record ListFailedMails : IQuery<IReadOnlyList<ListFailedMails.Row>>
{
    private const int Most = 100;

    /// <param name="Problem">A code.</param>
    public sealed record Row(Guid Id, string Who, string Kind, string Problem, int Tries, DateTimeOffset At);

    internal sealed class Handler(ISammenhaengDb db) : IQueryHandler<ListFailedMails, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(ListFailedMails query, CancellationToken cancellationToken) => await db.Sql<Row>(
            $"""
            select m.id, u.name as who, m.kind, m.problem, m.tries, m.settled_at as at from mails m join users u on u.id = m.user_id
            where m.state = 'failed' order by m.settled_at desc limit {Most}
            """).ToListAsync(cancellationToken);
    }
}

/// <summary>What stood in the way is gone: the mail is tried from the beginning. One that has not failed is left as it is.</summary>
/// <param name="Mail">Null for all that failed.</param>
/// <returns>How many are tried again.</returns>
[Needs(Permission.SendMailsAgain)]
public sealed record SendMailsAgain(Guid? Mail) : ICommand<int>
{
    internal sealed class Handler(ISammenhaengDb db) : ICommandHandler<SendMailsAgain, int>
    {
        public async Task<Result<int>> Handle(SendMailsAgain command, CancellationToken cancellationToken) => (await db.Sql<int>(
            $"""
            update mails set state = 'waiting', settled_at = null, tries = 0, next_try_at = now()
            where state = 'failed' and ({command.Mail}::uuid is null or id = {command.Mail}) returning 1 as "Value"
            """).ToListAsync(cancellationToken)).Count;
    }
}

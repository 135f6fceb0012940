using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Notices;

/// <summary>Notices are news: after a while they are removed, read or not, and so are the mails that told of them. What they were about stays.</summary>
[Needs(Permission.PassDays)]
public sealed record ForgetNotices : ICommand<int>
{
    public const int DaysKept = 90;

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : ICommandHandler<ForgetNotices, int>
    {
        public async Task<Result<int>> Handle(ForgetNotices command, CancellationToken cancellationToken)
        {
            var oldest = clock.GetUtcNow().AddDays(-DaysKept);
            var gone = await db.Sql<int>($"""delete from notices where made_at < {oldest} returning 1 as "Value" """).ToListAsync(cancellationToken);
            await db.Sql<int>(
                $"""
                delete from mails m where m.state <> 'waiting' and m.settled_at < now() - make_interval(days => {DaysKept})
                  and not exists (select from notices n where n.mail_id = m.id) returning 1 as "Value"
                """).ToListAsync(cancellationToken);
            return gone.Count;
        }
    }
}

public sealed class ForgetNoticesJob(ISender sender, IJobRuns runs, TimeProvider clock)
{
    public const string Name = "forget-notices";

    public Task RunAsync(CancellationToken cancellationToken) => runs.RunOnceAsync(
        Name, clock.Today(), async stopping => $"{(await sender.Send(new ForgetNotices(), stopping)).Value} notices", cancellationToken);
}

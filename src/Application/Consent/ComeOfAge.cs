using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Consent;

/// <summary>
/// Those who turn 18: what others have consented to for them ends, and they are judged as grown up at once. The parents' own way in needs no
/// job: whether somebody is a child is asked each time they look.
/// </summary>
/// <param name="From">The first birthday.</param>
/// <param name="Through">The last one.</param>
/// <returns>How many came of age.</returns>
[Needs(Permission.PassDays)]
public sealed record ComeOfAge(DateOnly From, DateOnly Through) : ICommand<int>
{
    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : ICommandHandler<ComeOfAge, int>
    {
        public async Task<Result<int>> Handle(ComeOfAge command, CancellationToken cancellationToken)
        {
            var ids = (await db.Sql<Guid>($"select id as \"Value\" from citizens where birthday(birth_date, 18) between {command.From} and {command.Through}")
                .ToListAsync(cancellationToken)).ConvertAll(CitizenId.From);
            foreach (var citizen in await db.Citizens.Where(one => ids.Contains(one.Id)).ToListAsync(cancellationToken))
            {
                citizen.ComeOfAge();
            }
            var given = await db.Set<ConsentRecord>().Where(one => ids.Contains(one.CitizenId) && one.State == ConsentState.Given).ToListAsync(cancellationToken);
            foreach (var consent in given.Where(one => !one.Signers.Contains(ConsentSigners.Citizen)))
            {
                consent.Withdraw(signer: null, by: null, clock.Today());
            }
            await db.SaveChangesAsync(cancellationToken);
            return ids.Count;
        }
    }
}

/// <summary>At midnight: whoever turns 18 today, and on days before it that no night has looked at.</summary>
public sealed class ComeOfAgeJob(ISender sender, IJobRuns runs, ISammenhaengDb db, TimeProvider clock)
{
    public const string Name = "come-of-age";

    /// <summary>Days to look back where no night has run for longer.</summary>
    private const int MostDays = 60;

    public Task RunAsync(CancellationToken cancellationToken) => runs.RunOnceAsync(Name, clock.Today(), async stopping =>
    {
        var today = clock.Today();
        var last = (await db.Sql<DateOnly?>(
            $"select max(business_date) as \"Value\" from job_runs where job = {Name} and outcome = 'succeeded' and business_date < {today}").ToListAsync(stopping))[0];
        var first = today.AddDays(-MostDays);
        var answer = await sender.Send(new ComeOfAge(last is { } day && day >= first ? day.AddDays(1) : first, today), stopping);
        return string.Create(CultureInfo.InvariantCulture, $"citizens {answer.Value}");
    }, cancellationToken);
}

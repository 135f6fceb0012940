using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.OwnCourse;

/// <summary>Who has looked at the citizen, when and why: for the citizen, and for whoever stands for them.</summary>
/// <param name="Before">Where the page before ended; null for the newest.</param>
[Needs(Permission.SeeOwnAccesses)]
public sealed record ListOwnAccesses(CitizenId CitizenId, ListAccessesToCitizen.Place? Before = null)
    : IQuery<ListAccessesToCitizen.View>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, StaffNamesPolicy names, IReferenceData reference, TimeProvider clock)
        : IQueryHandler<ListOwnAccesses, ListAccessesToCitizen.View>
    {
        public async Task<ListAccessesToCitizen.View> Handle(ListOwnAccesses query, CancellationToken cancellationToken) =>
            await ListAccessesToCitizen.PageAsync(
                db, query.CitizenId, names, query.Before, (await reference.CurrentAsync(cancellationToken)).On(clock.Today()), cancellationToken);
    }
}

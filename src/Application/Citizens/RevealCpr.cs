using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Citizens;

/// <summary>The whole CPR number of a citizen whom the viewer works with. Every page shows the birthday alone; this is asked for by itself, and logged by itself.</summary>
[Needs(Permission.RevealCpr)]
public sealed record RevealCpr(CitizenId CitizenId) : IQuery<RevealCpr.View>, IConcernsCitizen
{
    public sealed record View(CitizenId CitizenId, string Name, Cpr Cpr);

    internal sealed record Found(string Name, byte[] Cipher);

    internal sealed class Handler(ISammenhaengDb db, ICprProtection protection) : IQueryHandler<RevealCpr, View>
    {
        public async Task<View> Handle(RevealCpr query, CancellationToken cancellationToken)
        {
            var found = await db.Sql<Found>(
                $"select given_name || ' ' || family_name as name, cpr_cipher as cipher from citizens where id = {query.CitizenId.Value}")
                .SingleOrDefaultAsync(cancellationToken) ?? throw new AccessDeniedException();
            return new View(query.CitizenId, found.Name, protection.Decrypt(found.Cipher, query.CitizenId));
        }
    }
}

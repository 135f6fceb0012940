using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.SubjectAccess;

/// <summary>
/// All that is known of a citizen and who has looked, to be given to them (the data protection regulation, article 15). Whoever looks
/// after data protection makes it, and looks through it before it is given: others' rights may stand against a part (15, 4).
/// </summary>
[Needs(Permission.MakeSubjectAccessPack)]
public sealed record MakeSubjectAccessPack(CitizenId CitizenId) : IQuery<MakeSubjectAccessPack.Pack>, IConcernsCitizen
{
    /// <param name="Cpr">In full: it is the citizen's own.</param>
    /// <param name="AreaNames">Of every area the accesses tell of, by code.</param>
    public sealed record Pack(
        Cpr Cpr, DateOnly MadeOn, IReadOnlyList<SubjectTable> Tables, IReadOnlyList<ListAccessesToCitizen.Row> Accesses, IReadOnlyDictionary<string, string> AreaNames);

    internal sealed class Handler(
        ISubjectRecords records, ISammenhaengDb db, ICprProtection protection, StaffNamesPolicy names, IReferenceData reference, TimeProvider clock)
        : IQueryHandler<MakeSubjectAccessPack, Pack>
    {
        public async Task<Pack> Handle(MakeSubjectAccessPack query, CancellationToken cancellationToken)
        {
            var found = await records.ReadAsync(query.CitizenId, cancellationToken) ?? throw new AccessDeniedException();
            var accesses = await ListAccessesToCitizen.ReadAsync(db, query.CitizenId, names, ListAccessesToCitizen.Place.Newest, most: null, cancellationToken);
            var areas = (await reference.CurrentAsync(cancellationToken)).On(clock.Today());
            return new Pack(
                protection.Decrypt(found.CprCipher, query.CitizenId), clock.Today(), found.Tables, accesses,
                ListAccessesToCitizen.AreaNamesOf(accesses, areas));
        }
    }
}

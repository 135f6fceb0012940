using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>Asks whether the caller may have documents judged that are not stored. Throws when not.</summary>
[Needs(Permission.CheckDocuments)]
public sealed record MayCheck : IQuery<bool>
{
    internal sealed class Handler : IQueryHandler<MayCheck, bool>
    {
        public Task<bool> Handle(MayCheck request, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}

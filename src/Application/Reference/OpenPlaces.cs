using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Application.Reference;

/// <summary>The places and the time between them.</summary>
[Needs(Permission.SeeReferenceData)]
public sealed record OpenPlaces : IQuery<KeptPlaces>
{
    internal sealed class Handler(IPlaces places) : IQueryHandler<OpenPlaces, KeptPlaces>
    {
        public Task<KeptPlaces> Handle(OpenPlaces request, CancellationToken cancellationToken) => places.ReadAsync(cancellationToken);
    }
}

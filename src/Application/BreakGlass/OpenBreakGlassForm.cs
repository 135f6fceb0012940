using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;

namespace Sammenhaeng.Application.BreakGlass;

/// <summary>What there is to choose, and whether the user has signed in recently enough to take it.</summary>
[Needs(Permission.FindForBreakGlass)]
public sealed record OpenBreakGlassForm : IQuery<OpenBreakGlassForm.View>
{
    public sealed record View(IReadOnlyList<AreaName> Areas, bool HasFreshSignIn);

    internal sealed class Handler(ISammenhaengDb db, CurrentCaller caller, IReferenceData reference, TimeProvider clock) : IQueryHandler<OpenBreakGlassForm, View>
    {
        public async Task<View> Handle(OpenBreakGlassForm query, CancellationToken cancellationToken)
        {
            var known = (await reference.CurrentAsync(cancellationToken)).On(clock.Today());
            return new View(
                [.. known.CoreAreas.Keys.Order(StringComparer.Ordinal).Select(known.NameOf)],
                await db.HasFreshSignInAsync(caller.Caller, cancellationToken));
        }
    }
}

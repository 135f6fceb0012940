using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Staff;

/// <summary>Everybody who can sign in now.</summary>
[Needs(Permission.ManageStaff)]
public sealed record ListStaff : IQuery<IReadOnlyList<ListStaff.Row>>
{
    public sealed record Row(string Subject, string Name);

    internal sealed class Projection : Profile
    {
        public Projection() => CreateProjection<User, Row>();
    }

    internal sealed class Handler(ISammenhaengDb db, IConfigurationProvider projections) : IQueryHandler<ListStaff, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(ListStaff request, CancellationToken cancellationToken) => await db.Users
            .Where(user => user.Active)
            .OrderBy(user => user.Name)
            .ProjectTo<Row>(projections)
            .ToListAsync(cancellationToken);
    }
}

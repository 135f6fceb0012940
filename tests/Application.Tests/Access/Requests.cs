using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Tests.Access;

[Needs(Permission.SeeCourse)]
public sealed record SeeName(CitizenId CitizenId) : IQuery<SeeName.View>, IConcernsCitizen
{
    public sealed record View(string GivenName, CitizenRelation Relation);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer viewer) : IQueryHandler<SeeName, View>
    {
        public async Task<View> Handle(SeeName request, CancellationToken cancellationToken) => new(
            await db.Citizens.Where(citizen => citizen.Id == request.CitizenId).Select(citizen => citizen.GivenName).SingleAsync(cancellationToken),
            viewer.Relation);
    }
}

[Needs(Permission.SeeCourse)]
public sealed record SeeWhoElse(CitizenId CitizenId, CitizenId Other) : IQuery<FindEverybody.List>, IConcernsCitizen
{
    internal sealed class Handler : IQueryHandler<SeeWhoElse, FindEverybody.List>
    {
        public Task<FindEverybody.List> Handle(SeeWhoElse request, CancellationToken cancellationToken) =>
            Task.FromResult(new FindEverybody.List([request.CitizenId, request.Other]));
    }
}

[Needs(Permission.SeeCourse)]
public sealed record SeeNothing(CitizenId CitizenId) : IQuery<string>, IConcernsCitizen
{
    internal sealed class Handler : IQueryHandler<SeeNothing, string>
    {
        public Task<string> Handle(SeeNothing request, CancellationToken cancellationToken) => throw new InvalidOperationException("It went wrong.");
    }
}

[Needs(Permission.FindCitizens)]
public sealed record FindEverybody : IQuery<FindEverybody.List>
{
    public sealed record List(IReadOnlyCollection<CitizenId> ShownCitizens) : IShowsCitizens;

    public sealed record Row(Guid Id, string GivenName, DateOnly BirthDate, string Protection, DateOnly? LastContactOn, string[] Words);

    internal sealed class Handler(ISammenhaengDb db) : IQueryHandler<FindEverybody, List>
    {
        public async Task<List> Handle(FindEverybody request, CancellationToken cancellationToken)
        {
            var name = "Karina Test";
            var rows = await db.Sql<Row>($"select id, given_name, birth_date, protection, last_contact_on, array['a', 'b'] words from citizens where given_name = {name}")
                .OrderBy(row => row.BirthDate)
                .ToListAsync(cancellationToken);
            return new List([.. rows.Select(row => CitizenId.From(row.Id))]);
        }
    }
}

[Needs(Permission.HandleConflicts)]
public sealed record NameDeputy(CitizenId CitizenId, string Name) : ICommand<CoordinatorAssignmentId>, IConcernsCitizen
{
    internal sealed class Validator : FluentValidation.AbstractValidator<NameDeputy>
    {
        public Validator() => FluentValidation.DefaultValidatorExtensions.NotEmpty(RuleFor(command => command.Name));
    }

    internal sealed class Handler(ISammenhaengDb db) : ICommandHandler<NameDeputy, CoordinatorAssignmentId>
    {
        public async Task<Result<CoordinatorAssignmentId>> Handle(NameDeputy request, CancellationToken cancellationToken)
        {
            if (request.Name == "Nobody Test")
            {
                return CoordinationRefusals.CannotAnswer;
            }
            var deputy = Events.EffectsTable.Deputy(request.CitizenId);
            db.CoordinatorAssignments.Add(deputy);
            await db.SaveChangesAsync(cancellationToken);
            return request.Name == "Broken Test" ? throw new InvalidOperationException("After saving.") : deputy.Id;
        }
    }
}

/// <summary>Would change something by a permit to read.</summary>
[Needs(Permission.SeeCourse)]
public sealed record ChangeByReading(CitizenId CitizenId) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler : ICommandHandler<ChangeByReading, Done>
    {
        public Task<Result<Done>> Handle(ChangeByReading request, CancellationToken cancellationToken) => Task.FromResult<Result<Done>>(Done.Value);
    }
}

/// <summary>Would show places and has no reason to give.</summary>
[Needs(Permission.RevealPlaces)]
public sealed record SeePlacesWithoutReason(CitizenId CitizenId) : IQuery<int>, IConcernsCitizen
{
    internal sealed class Handler : IQueryHandler<SeePlacesWithoutReason, int>
    {
        public Task<int> Handle(SeePlacesWithoutReason request, CancellationToken cancellationToken) => Task.FromResult(1);
    }
}

public sealed record UndeclaredRequest : IQuery<int>
{
    internal sealed class Handler : IQueryHandler<UndeclaredRequest, int>
    {
        public Task<int> Handle(UndeclaredRequest request, CancellationToken cancellationToken) => Task.FromResult(1);
    }
}

[Needs(Permission.AnswerCoordinatorProposal)]
public sealed record SeeProposal(CoordinatorAssignmentId AssignmentId) : IQuery<int>, IConcernsCoordinatorAssignment
{
    internal sealed class Handler : IQueryHandler<SeeProposal, int>
    {
        public Task<int> Handle(SeeProposal request, CancellationToken cancellationToken) => Task.FromResult(1);
    }
}

/// <summary>Let in, and then denies on what it alone can see.</summary>
[Needs(Permission.HandleConflicts)]
public sealed record DenyInside(CitizenId CitizenId) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db) : ICommandHandler<DenyInside, Done>
    {
        public async Task<Result<Done>> Handle(DenyInside request, CancellationToken cancellationToken)
        {
            db.CoordinatorAssignments.Add(Events.EffectsTable.Deputy(request.CitizenId));
            await db.SaveChangesAsync(cancellationToken);
            throw new AccessDeniedException("access.inside");
        }
    }
}

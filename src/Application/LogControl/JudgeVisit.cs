using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.LogControl;

/// <summary>Judges whether somebody else's visit was for work. A leader judges the own areas' staff, and never an own visit.</summary>
[Needs(Permission.JudgeLogControl)]
public sealed record JudgeVisit(SampledVisitId Visit, VisitVerdict Verdict, string? Note) : ICommand<Done>
{
    internal sealed class Validator : AbstractValidator<JudgeVisit>
    {
        public Validator()
        {
            RuleFor(command => command.Verdict).IsInEnum();
            RuleFor(command => command.Note).MaximumLength(SampledVisit.LongestText).WithMessage("logControl.long");
            RuleFor(command => command.Note).NotEmpty().When(command => command.Verdict == VisitVerdict.NotWorkRelated).WithMessage("logControl.note");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<JudgeVisit, Done>
    {
        public async Task<Result<Done>> Handle(JudgeVisit command, CancellationToken cancellationToken)
        {
            var viewer = current.Viewer;
            var self = viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var visit = await db.Set<SampledVisit>().Where(one => one.Id == command.Visit).SeenAsync(cancellationToken);
            if (!viewer.Is(Roles.DataProtection) && !viewer.Areas.Contains(visit.Area))
            {
                throw new AccessDeniedException();
            }
            var judged = visit.Judge(self, command.Verdict, command.Note, clock.GetUtcNow(), clock.Today());
            await db.SaveChangesAsync(cancellationToken);
            return judged;
        }
    }
}

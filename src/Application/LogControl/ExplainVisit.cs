using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.LogControl;

namespace Sammenhaeng.Application.LogControl;

/// <summary>Says why the viewer looked. It can be mended until somebody has judged it.</summary>
[Needs(Permission.AnswerLogControl)]
public sealed record ExplainVisit(SampledVisitId Visit, VisitReason? Reason, string? Text) : ICommand<Done>
{
    internal sealed class Validator : AbstractValidator<ExplainVisit>
    {
        public Validator()
        {
            RuleFor(command => command.Reason).NotNull().WithMessage("logControl.reason").IsInEnum();
            RuleFor(command => command.Text)
                .Must(text => (text ?? "").Trim().Length >= SampledVisit.ShortestText).WithMessage("logControl.short")
                .MaximumLength(SampledVisit.LongestText).WithMessage("logControl.long");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<ExplainVisit, Done>
    {
        public async Task<Result<Done>> Handle(ExplainVisit command, CancellationToken cancellationToken)
        {
            var self = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var visit = await db.Set<SampledVisit>().Where(one => one.Id == command.Visit && one.UserId == self).SeenAsync(cancellationToken);
            var explained = visit.Explain(command.Reason!.Value, command.Text!, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return explained;
        }
    }
}

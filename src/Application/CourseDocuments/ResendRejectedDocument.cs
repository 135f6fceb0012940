using System.Text;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>Sends a refused document again, as it was or corrected. Taken, it is settled; refused again, the corrected text waits.</summary>
/// <param name="Id">Of the refused document.</param>
/// <param name="Text">The corrected document; null sends it as it was, for when what it lacked has come since.</param>
[Needs(Permission.CorrectDocuments)]
public sealed record ResendRejectedDocument(RejectedDocumentId Id, string? Text) : ICommand<ResendRejectedDocument.Answer>, IRunsItsOwnTransactions
{
    public sealed record Answer(ImportId ImportId, DocumentResult Result, IReadOnlyList<DocumentError> Errors);

    internal sealed class Validator : AbstractValidator<ResendRejectedDocument>
    {
        public Validator() => RuleFor(command => command.Text)
            .MaximumLength(DocumentLimits.MaxBytes)
            .Must(text => !string.IsNullOrWhiteSpace(text)).When(command => command.Text is not null);
    }

    internal sealed class Handler(
        ISammenhaengDb db, ITransactions transactions, DocumentImporter importer, IReferenceData reference, ISealing sealing,
        ICurrentViewer current, TimeProvider clock) : ICommandHandler<ResendRejectedDocument, Answer>
    {
        public async Task<Result<Answer>> Handle(ResendRejectedDocument command, CancellationToken cancellationToken)
        {
            var document = await FindAsync(command.Id, cancellationToken);
            if (document.State != RejectedDocumentState.Waiting)
            {
                return RejectedDocumentRefusals.Settled;
            }
            if (command.Text is null && !document.IsComplete)
            {
                return RejectedDocumentRefusals.Incomplete;
            }

            var body = command.Text is null ? sealing.Open(document.Body, RejectedBody.PlaceOf(document.Id)) : Encoding.UTF8.GetBytes(command.Text);
            var reading = await ReadAsync(body, cancellationToken);
            if (command.Text is not null && !IsTrusted && await WhyNotAsync(document, reading, body, cancellationToken) is { } refusal)
            {
                return refusal;
            }
            using var lines = new DocumentLines(new MemoryStream(body), DocumentFormat.One, long.MaxValue);
            var start = new ImportStart(ImportOrigin.Correction, current.Viewer.UserId, KeptRejections.None);
            var import = await importer.ImportAsync(lines, start, null, cancellationToken);
            var isTaken = import is { Documents: 1, Rejected: 0 };
            var errors = import.RejectedDocuments.SelectMany(outcome => outcome.Errors).ToList();
            var settled = await transactions.RunAsync(
                token => KeepAsync(command, body, isTaken ? null : errors, reading, import.ImportId, token), TransactionKind.Write, cancellationToken);
            return settled.Succeeded ? new Answer(import.ImportId, ResultOf(import), errors) : settled.Refusal;
        }

        private static DocumentResult ResultOf(ImportAnswer import) =>
            import.Accepted > 0 ? DocumentResult.Accepted : import.Unchanged > 0 ? DocumentResult.Unchanged : DocumentResult.Rejected;

        private async Task<RejectedDocument> FindAsync(RejectedDocumentId id, CancellationToken cancellationToken)
        {
            var document = await transactions.RunAsync(
                token => db.Set<RejectedDocument>().SingleOrDefaultAsync(one => one.Id == id, token), TransactionKind.Read, cancellationToken);
            // Not there and not yours are told apart by nobody outside.
            if (document is null)
            {
                throw new AccessDeniedException();
            }
            CheckArea(document.Area);
            return document;
        }

        /// <summary>The system and machine clients may send any document in the first place.</summary>
        private bool IsTrusted => current.Viewer.IsSystem || current.Viewer.Is(Roles.Machine);

        /// <summary>A caseworker corrects what the own areas told, and nothing of which nobody knows whose it is.</summary>
        private void CheckArea(string? area)
        {
            if (!IsTrusted && !RejectedBody.IsFor(current.Viewer, area))
            {
                throw new AccessDeniedException("access.area");
            }
        }

        private async Task<CourseDocumentReading> ReadAsync(byte[] body, CancellationToken cancellationToken)
        {
            var data = await reference.CurrentAsync(cancellationToken);
            return CourseDocumentReader.Read(body, data.On(clock.Today()));
        }

        /// <summary>A correction says better what was said; it does not speak for another system, or of another citizen.</summary>
        private async Task<Refusal?> WhyNotAsync(
            RejectedDocument document, CourseDocumentReading reading, byte[] body, CancellationToken cancellationToken)
        {
            if (reading.Area is not null)
            {
                CheckArea(reading.Area);
            }
            if (reading.Source is { } source && !await IsOfItsSourceAsync(document, source, cancellationToken))
            {
                return RejectedDocumentRefusals.OtherSource;
            }
            if (RejectedBody.FindCpr(sealing.Open(document.Body, RejectedBody.PlaceOf(document.Id))) is not { } citizen)
            {
                return null;
            }
            // Kept without its number, the next correction could be of anybody.
            return RejectedBody.FindCpr(body) is not { } corrected ? RejectedDocumentRefusals.UnreadableCitizen
                : corrected != citizen ? RejectedDocumentRefusals.OtherCitizen
                : null;
        }

        private async Task<bool> IsOfItsSourceAsync(RejectedDocument document, string source, CancellationToken cancellationToken)
        {
            if (document.Source is not null)
            {
                return document.Source == source;
            }
            string[] areas = [.. current.Viewer.Areas];
            return await transactions.RunAsync(
                token => db.Sql<bool>($"select tells_of_area({source}, {areas}) as \"Value\"").SingleAsync(token),
                TransactionKind.Read, cancellationToken);
        }

        private async Task<Result<Done>> KeepAsync(
            ResendRejectedDocument command, byte[] body, IReadOnlyList<DocumentError>? errors, CourseDocumentReading reading, ImportId import,
            CancellationToken cancellationToken)
        {
            var document = await db.Set<RejectedDocument>().SingleAsync(one => one.Id == command.Id, cancellationToken);
            var hash = sealing.Mark(body, RejectedBody.HashPurpose);
            if (errors is not null && await db.Set<RejectedDocument>().AnyAsync(
                one => one.Id != command.Id && one.State == RejectedDocumentState.Waiting && one.BodyHash == hash, cancellationToken))
            {
                return RejectedDocumentRefusals.SameWaits;
            }
            var done = errors is null
                ? document.Settle(import, current.Viewer.UserId, clock.GetUtcNow())
                : document.Correct(new RejectedContent(
                    sealing.Seal(body, RejectedBody.PlaceOf(document.Id)), hash, body.Length, RejectedBody.Write(errors), reading.Source, reading.Area));
            if (done.Succeeded)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            return done;
        }
    }
}

using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>Takes in what area systems tell. Sending the same again changes nothing, so what was cut off is simply sent again.</summary>
/// <param name="Documents">Unpacked.</param>
/// <param name="Format">One document, or one a line.</param>
/// <param name="Origin">How they come.</param>
[Needs(Permission.ImportDocuments)]
public sealed record ImportDocuments(Stream Documents, DocumentFormat Format, ImportOrigin Origin) : ICommand<ImportAnswer>, IRunsItsOwnTransactions
{
    public const long DefaultMaxBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>Of the unpacked stream.</summary>
    public long MaxBytes { get; init; } = DefaultMaxBytes;

    public IProgress<ImportProgress>? Progress { get; init; }

    internal sealed class Handler(DocumentImporter importer, ISammenhaengDb db, ITransactions transactions, ICurrentViewer current) : ICommandHandler<ImportDocuments, ImportAnswer>
    {
        public async Task<Result<ImportAnswer>> Handle(ImportDocuments command, CancellationToken cancellationToken)
        {
            using var lines = new DocumentLines(command.Documents, command.Format, command.MaxBytes);
            var kept = command is { Origin: ImportOrigin.Api, Format: DocumentFormat.One } ? KeptRejections.WhatIsJson : KeptRejections.All;
            var bounds = await SenderBounds.OfAsync(current.Viewer, db, transactions, cancellationToken);
            var start = new ImportStart(command.Origin, current.Viewer.UserId, kept, bounds);
            return await importer.ImportAsync(lines, start, command.Progress, cancellationToken);
        }
    }
}

using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.CourseDocuments;

/// <summary>One sending of course documents: a request, a run of the console verb, a correction.</summary>
public readonly record struct ImportId(Guid Value) : IId<ImportId>
{
    public static ImportId From(Guid value) => new(value);

    public static ImportId New() => new(Guid.CreateVersion7());
}

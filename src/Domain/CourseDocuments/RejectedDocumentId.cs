using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.CourseDocuments;

public readonly record struct RejectedDocumentId(Guid Value) : IId<RejectedDocumentId>
{
    public static RejectedDocumentId From(Guid value) => new(value);

    public static RejectedDocumentId New() => new(Guid.CreateVersion7());
}

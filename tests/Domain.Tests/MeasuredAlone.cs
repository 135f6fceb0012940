using Xunit;

namespace Sammenhaeng.Domain.Tests;

/// <summary>Tests that measure the memory of the whole process: while they run, no other test does.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;

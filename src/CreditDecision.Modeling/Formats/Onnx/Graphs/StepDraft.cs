using System.Collections.Immutable;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring.Graphs;

namespace CreditDecision.Modeling.Formats.Onnx.Graphs;

/// <summary>
/// A step that is made only if an answer needs it: compiling the trees of an output that nobody asks for would be waste.
/// </summary>
/// <param name="Make">Null when it cannot be made; the reasons are in the errors.</param>
internal sealed record StepDraft(int[] Sources, int First, int Count, Func<ImmutableArray<int>, int, DocumentErrors, GraphStep?> Make);

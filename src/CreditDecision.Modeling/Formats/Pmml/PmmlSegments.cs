using CreditDecision.Core.Scoring.Programs;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <summary>MiningModel of PMML 4.4: sum, average, selectFirst and modelChain; other ways to combine are refused by name.</summary>
internal static class PmmlSegments
{
    private enum Method
    {
        Unspecified = 0,
        Sum,
        Average,
        SelectFirst,
        ModelChain,
    }

    internal static PmmlModel Read(ModelContext context)
    {
        PmmlElement segmentation = context.Element.RequiredChild("Segmentation");
        Method method = segmentation.Word(
            "multipleModelMethod", "", ("sum", Method.Sum), ("average", Method.Average), ("selectFirst", Method.SelectFirst),
            ("modelChain", Method.ModelChain));
        segmentation.Word("missingPredictionTreatment", "continue", ("continue", true), ("returnMissing", true));
        List<PmmlElement> segments = segmentation.Children("Segment");
        if (segments.Count is 0 or > PmmlProgram.MostTrees)
            throw segmentation.Refusal($"must have from 1 to {PmmlProgram.MostTrees} segments, has {segments.Count}");
        PmmlModel model = method switch
        {
            Method.ModelChain => ReadChain(segments, context),
            Method.SelectFirst => ReadFirst(segments, context),
            _ => ReadCombined(segments, method == Method.Average, context),
        };
        segmentation.Done();
        return model;
    }

    private static (Predicate When, PmmlModel Model) ReadSegment(PmmlElement segment, ModelContext context)
    {
        // A weight counts only in the weighted ways to combine.
        segment.Ignore("id", "weight");
        Predicate when = PmmlPredicates.ReadOnly(segment, context.Scope).Predicate;
        (PmmlModel model, _, _) = PmmlModels.Read(PmmlModels.Only(segment), context.Scope, context.Program, [], context.Depth + 1);
        segment.Done();
        return (when, model);
    }

    private static PmmlModel ReadChain(List<PmmlElement> segments, ModelContext context)
    {
        var links = new List<Segment>();
        PmmlModel? last = null;
        foreach (PmmlElement segment in segments)
        {
            (Predicate when, last) = ReadSegment(segment, context);
            foreach (Field field in last.Named) context.Scope.Add(segment, field);
            links.Add(new Segment(when, last.Step));
        }
        if (last!.IsClassification != context.IsClassification) throw segments[^1].Refusal("has another functionName than the chain that it ends");
        // Which of several segments answers would otherwise be known only row by row, and with it the meaning of the outputs.
        if (links[^1].When is not Always { IsTrue: true }) throw segments[^1].Refusal("must always count: it is the last of its chain");
        return last with { Step = links.Count == 1 ? last.Step : new Chain([.. links]), Tree = null, Extras = [], Named = [] };
    }

    private static PmmlModel ReadFirst(List<PmmlElement> segments, ModelContext context)
    {
        List<Segment> choices = ReadAlike(segments, context, out PmmlModel shape, out _);
        return shape with { Step = new FirstOf([.. choices], shape.Results) };
    }

    private static PmmlModel ReadCombined(List<PmmlElement> segments, bool average, ModelContext context)
    {
        if (context.IsClassification && !average) throw context.Element.Refusal("sums classes; only their probabilities can be averaged");
        List<Segment> parts = ReadAlike(segments, context, out PmmlModel shape, out List<WalkPlan> trees);
        int[] to = context.Program.SlotArray(context.Element, context.IsClassification ? shape.Probabilities.Length : 1);
        bool isForest = trees.Count == segments.Count && parts.All(part => part.When is Always { IsTrue: true });
        if (isForest && !context.IsClassification && PmmlForest.Build(context, trees, average, to[0]) is { } forest)
            return PmmlModel.OfNumber(forest, to[0]);
        int[] from = context.IsClassification ? shape.Probabilities : [shape.Value];
        var combined = new Combined(average ? Combination.Average : Combination.Sum, context.Binary32, [.. parts], from, to);
        if (!context.IsClassification) return PmmlModel.OfNumber(combined, to[0]);
        var best = new MostProbable(to, [.. shape.Labels.Select(context.LabelCode)], shape.Value);
        ModelStep step = isForest ? PmmlForest.Explain(context, combined, trees, to) : combined;
        return new PmmlModel(new Sequence([], step, [best]), shape.Value, shape.Labels, to, shape.Labels, to);
    }

    // Models with the same results, each of which leaves them in the same slots: those of the shape.
    private static List<Segment> ReadAlike(List<PmmlElement> elements, ModelContext context, out PmmlModel shape, out List<WalkPlan> trees)
    {
        (shape, trees) = (null!, []);
        var segments = new List<Segment>();
        int high = 0;
        foreach (PmmlElement element in elements)
        {
            int mark = context.Program.Mark;
            (Predicate when, PmmlModel model) = ReadSegment(element, context);
            if (model.IsClassification != context.IsClassification) throw element.Refusal("has another functionName than the model around it");
            if (model.Tree is { } tree) trees.Add(tree);
            if (segments.Count == 0) shape = model with { Tree = null, Extras = [], Named = [], Answers = [] };
            if (!model.Labels.SequenceEqual(shape.Labels) || model.Margins.Length != shape.Margins.Length)
                throw element.Refusal("gives other classes or margins than the segments before it");
            int[] results = model.Results;
            bool inPlace = results.SequenceEqual(shape.Results);
            ModelStep step = inPlace ? model.Step : new Sequence([], model.Step, [new Copy(results, shape.Results)]);
            segments.Add(new Segment(when, step));
            // The first one's slots stay; the others run one after the other and may share theirs.
            high = Math.Max(high, context.Program.Mark);
            if (segments.Count > 1) context.Program.Release(mark);
        }
        context.Program.Release(high);
        return segments;
    }
}

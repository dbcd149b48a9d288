using CreditDecision.Core.Scoring.Programs;
using CreditDecision.Core.Scoring.Trees;

namespace CreditDecision.Modeling.Formats.Pmml;

/// <param name="Origin">Of the values that it tests.</param>
internal readonly record struct PmmlPredicate(Predicate Predicate, Origin Origin);

/// <summary>The predicates of PMML 4.4, Tree Models.</summary>
internal static class PmmlPredicates
{
    /// <summary>As many categories as one split may hold in any format here.</summary>
    internal const int MostCategories = TreeEnsembleLimits.MostCategories;

    private static readonly HashSet<string> Names = ["SimplePredicate", "SimpleSetPredicate", "CompoundPredicate", "True", "False"];

    /// <summary>The one predicate that an element holds.</summary>
    internal static PmmlPredicate ReadOnly(PmmlElement parent, Scope scope)
    {
        List<PmmlElement> found = parent.Children(Names.Contains);
        return found.Count == 1 ? Read(found[0], scope, 0) : throw parent.Refusal($"must have one predicate, has {found.Count}");
    }

    private static PmmlPredicate Read(PmmlElement element, Scope scope, int depth)
    {
        if (depth > PmmlExpressions.MostDepth) throw element.Refusal($"is nested deeper than {PmmlExpressions.MostDepth}");
        PmmlPredicate predicate = element.Name switch
        {
            "SimplePredicate" => ReadSimple(element, scope),
            "SimpleSetPredicate" => ReadSet(element, scope),
            "CompoundPredicate" => ReadCompound(element, scope, depth),
            _ => new PmmlPredicate(new Always(element.Name == "True" ? Truth.True : Truth.False), Origin.Nothing),
        };
        element.Done();
        return predicate;
    }

    private static PmmlPredicate ReadSimple(PmmlElement element, Scope scope)
    {
        Field field = scope.Resolve(element, "field");
        string name = element.Required("operator");
        if (name is "isMissing" or "isNotMissing")
        {
            element.Ignore("value");
            return new PmmlPredicate(new IsMissing(field.Slot, name == "isMissing"), field.Origin);
        }
        Relation relation = element.Word(
            "operator", "", ("equal", Relation.Equal), ("notEqual", Relation.NotEqual), ("lessThan", Relation.Less),
            ("lessOrEqual", Relation.AtMost), ("greaterThan", Relation.Greater), ("greaterOrEqual", Relation.AtLeast));
        if (field.IsText && relation is not (Relation.Equal or Relation.NotEqual))
            throw PmmlText.Refusal(element, "operator", $"{name} asks for an order; {PmmlText.Shortened(field.Name)} is a text");
        double value = field.Literal(element, element.Required("value"), scope.Program);
        return new PmmlPredicate(new Comparison(field.Slot, relation, value), field.Origin);
    }

    private static PmmlPredicate ReadSet(PmmlElement element, Scope scope)
    {
        Field field = scope.Resolve(element, "field");
        bool isIn = element.Word("booleanOperator", "", ("isIn", true), ("isNotIn", false));
        PmmlElement array = element.RequiredChild("Array");
        List<string> values = PmmlText.Array(array);
        if (values.Count > MostCategories) throw array.Refusal($"has more than {MostCategories} values");
        double[] members = [.. values.Select(value => field.Literal(array, value, scope.Program)).Distinct().Order()];
        return new PmmlPredicate(new Membership(field.Slot, members, isIn), field.Origin);
    }

    private static PmmlPredicate ReadCompound(PmmlElement element, Scope scope, int depth)
    {
        Connective connective = element.Word(
            "booleanOperator", "", ("and", Connective.And), ("or", Connective.Or), ("xor", Connective.Xor), ("surrogate", Connective.Surrogate));
        List<PmmlPredicate> parts = [.. element.Children(Names.Contains).Select(part => Read(part, scope, depth + 1))];
        if (parts.Count < 2) throw element.Refusal($"must join at least 2 predicates, has {parts.Count}");
        Origin origin = parts.Aggregate(Origin.Nothing, (all, part) => all.With(part.Origin));
        return new PmmlPredicate(new Compound(connective, [.. parts.Select(part => part.Predicate)]), origin);
    }
}

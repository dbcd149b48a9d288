using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Checking;

internal sealed partial class Checker
{
    private CelType CheckName(NameNode name, Locals? locals)
    {
        if (!name.FromRoot && Locals.Find(locals, name.Name) is { } local) return local;
        if (Bind(name, name.Name) is { } type) return type;
        return CelTypeNames.Find(name.Name) is null ? RefuseName(name, name.Name, locals) : CelType.Type;
    }

    // The longest known prefix of a.b.c is the variable, what follows are its fields.
    private CelType CheckSelect(SelectNode select, Locals? locals)
    {
        string? name = Qualified(select, locals);
        if (name is not null && Bind(select, name) is { } type) return select.TestOnly ? CelType.Bool : type;
        if (name is not null && CelTypeNames.Find(name) is not null && !select.TestOnly) return CelType.Type;
        if (name is not null && !PrefixIsKnown(select.Operand))
        {
            MarkUnknown(select.Operand);
            RefuseName(select, name, locals);
            return select.TestOnly ? CelType.Bool : CelType.Dyn;
        }
        return CheckField(select, Check(select.Operand, locals));
    }

    private CelType CheckField(SelectNode select, CelType operand)
    {
        CelType type = operand.Kind switch
        {
            CelKind.Unspecified => CelType.Dyn,
            CelKind.Map when TypeRules.IsAssignable(CelType.String, operand.Key!) => operand.Element!,
            _ => Refuse(select, $"only maps with texts for keys have fields; {Wording.Is(select.Operand, operand)}"),
        };
        return select.TestOnly ? CelType.Bool : type;
    }

    private CelType CheckPresence(PresenceNode presence, Locals? locals)
    {
        NameNode name = presence.Name;
        _types[name] = CelType.Dyn;
        if (!name.FromRoot && Locals.Find(locals, name.Name) is not null) Refuse(presence, $"{name.Name} is a variable of a macro and always there");
        else _types[name] = Bind(name, name.Name) ?? RefuseName(name, name.Name, locals);
        return CelType.Bool;
    }

    private CelType? Bind(Node node, string name)
    {
        if (_scope.Find(name) is not { } variable) return null;
        _variables[node] = variable;
        return variable.Type;
    }

    /// <summary><c>a.b.c</c> for a chain of fields that begins with a name outside macros; null for any other.</summary>
    private static string? Qualified(Node node, Locals? locals) => node switch
    {
        NameNode name => !name.FromRoot && Locals.Find(locals, name.Name) is not null ? null : name.Name,
        SelectNode select => Qualified(select.Operand, locals) is { } operand ? $"{operand}.{select.Field}" : null,
        _ => null,
    };

    private bool PrefixIsKnown(Node node) => _scope.Find(Qualified(node, null)!) is not null || (node is SelectNode select && PrefixIsKnown(select.Operand));

    private void MarkUnknown(Node node)
    {
        _types[node] = CelType.Dyn;
        if (node is SelectNode select) MarkUnknown(select.Operand);
    }

    private CelType RefuseName(Node node, string name, Locals? locals)
    {
        while (node is SelectNode select) node = select.Operand;
        if (_scope.WhyRefused(name) is { } why) return Refuse(node, $"{name} {why}");
        if (name is "and" or "or" or "not") return Refuse(node, $"\"{name}\" is written {name switch { "and" => "&&", "or" => "||", _ => "!" }}");
        IEnumerable<string> known = _scope.Names;
        for (; locals is not null; locals = locals.Outer) known = known.Append(locals.Name);
        return Refuse(node, $"no feature or fact is called \"{name}\"{Suggestions.For(name, known)}");
    }
}

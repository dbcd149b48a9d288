using System.Collections.Frozen;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Values;

namespace CreditDecision.Cli.Mappings;

/// <summary>The borrower of a row, made up from its seed, age and sex: <c>person: {seed_column, age_column, sex?, province, new_each_run?}</c>.</summary>
internal sealed class PersonField : FieldSource
{
    private readonly PersonMaker _maker;
    private readonly Cells _seed;
    private readonly Cells _age;
    private readonly MappedField? _sex;
    private readonly string _salt;
    private readonly DateOnly _today;

    private PersonField(PersonMaker maker, Cells seed, Cells age, MappedField? sex, string salt, DateOnly today)
    {
        (_maker, _seed, _age, _sex, _salt, _today) = (maker, seed, age, sex, salt, today);
    }

    public static PersonField Read(DocumentObject document, MappingScope scope)
    {
        string province = document.Text("province", 2);
        DateOnly today = BeijingTime.DayOf(scope.Run.Now);
        var maker = new PersonMaker(province);
        if (province.Length > 0 && !PersonMaker.IsProvince(province)) document.Fail("province", PersonMaker.ProvinceExpected);
        string salt = document.Flag("new_each_run", false) ? scope.Run.RunId : "";
        var field = new PersonField(maker, scope.Cells(document, "seed_column"), scope.Cells(document, "age_column"), Sexes(document, scope), salt, today);
        document.Close();
        return field;
    }

    public override object? Value(FileRow row)
    {
        double age = _age.Number(row);
        string? seed = _seed.Text(row);
        Sex sex = _sex?.Value(row) is Sex known ? known : Sex.Unspecified;
        if (seed is null || double.IsNaN(age)) return null;
        if (age == Math.Floor(age) && age is >= PersonMaker.LeastAge and <= PersonMaker.MostAge)
            return _maker.Make(_salt, seed, (int)age, sex, _today);
        row.Fail($"column {_age.Column.Name} does not hold an age in full years from {PersonMaker.LeastAge} to {PersonMaker.MostAge}");
        return null;
    }

    private static MappedField? Sexes(DocumentObject document, MappingScope scope)
    {
        if (document.OptionalChild("sex") is not { } sex) return null;
        Cells cells = scope.Cells(sex, "column");
        var table = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (string male in sex.Texts("male", 100)) table[male] = Sex.Male;
        foreach (string female in sex.Texts("female", 100))
            if (!table.TryAdd(female, Sex.Female)) sex.Fail("female", $"\"{female}\" stands for both");
        sex.Close();
        return new MappedField(cells, table.ToFrozenDictionary(StringComparer.Ordinal), null);
    }
}

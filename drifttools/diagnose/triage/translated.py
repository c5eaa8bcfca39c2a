"""Words of PostgreSQL's translated messages: what stands beside a name, and what is said of it.

A translation is never read as a sentence. Its SQLSTATE or the exception's class tells the family; only where neither is in
the text, these words do. Which of several names is the column's, the word beside it tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


NOUNS: Mapping[str, tuple[str, ...]] = {
    "column": _words(
        "column|Spalte|columna|属性|სვეტის|colonne|colonna|列|칼럼|столбец|столбца|столбце|kolumnen|kolumn|стовпця|"
        "стовпець|стовпці|字段|სვეტი|სვეტში|coluna|kolumna|kolumny|sütun|sloupec"
    ),
    "relation": _words(
        "relation|Relation|ურთიერთობის|відношенню|відношення|отношении|relación|relazione|リレーション|"
        "릴레이션(relation)|릴레이션|отношения|отношение|relationen|зв'язку|关系|關聯|ურთიერთობისთვის|ურთიერთობა|"
        "ურთიერთობაში|relação|relacja|relacji|ilişki|nesnesi|table|Tabelle|tabla|tabella|テーブル|테이블|таблице|таблицы|"
        "таблиці|таблиця|tabell|tabellen|表|tabela|tabeli|tablo|ცხრილი|таблица|ცხრილზე|sequence|Sequenz|séquence|"
        "secuencia|sequenza|シーケンス|시퀀스|последовательности|sekvens|послідовності|序列|მიმდევრობაზე|view|Sicht|"
        "vue|vista|ビュー|뷰|ცხრილისთვის|ცხრილის|tabulka"
    ),
    "schema": _words(
        "schema|Schema|esquema|schéma|スキーマ|스키마(schema)|스키마|схема|схеме|схеми|模式|სქემა|სქემაზე|schemat|şema"
    ),
    "type": _words("type|Typ|tipo|型|자료형|тип|typen|typ|类型|ტიპი|tip"),
    "function": _words(
        "function|Funktion|función|fonction|funzione|関数|함수|функция|функции|funktionen|функції|函数|ფუნქცია|"
        "função|funkcja|fonksiyon"
    ),
    "constraint": _words(
        "constraint|Unique-Constraint|Fremdschlüssel-Constraint|Check-Constraint|Constraint|restricción|"
        "llave foránea|contrainte|vincolo|制約|検査制約|제약 조건|체크 제약 조건|참조키(foreign key) 제약 조건|"
        "고유 제약 조건|ограничение|ограничения|villkor|villkoret|обмеження|约束|unicidad|unique|étrangère|univoco|"
        "esterna|一意性制約|外部キー制約|уникальности|ключа|unik-villkor|nyckel-villkoret|nyckelvillkor|"
        "check-villkor|unique-villkor|not-null-villkoret|ограничение-проверку|перевірку|vérification|შეზღუდვა|"
        "შეზღუდვის|检查约束|унікальності|唯一约束|外键约束|참조키(foreign key)|고유|შეზღუდვას"
    ),
    "enum": _words(
        "enum|Enum|enumerazione|enumeración|énumération|列挙型|열거형|перечисления|переліку|枚举|ჩამონათვალისთვის"
    ),
    "role": _words("role|Rolle|rol|rollen|롤(role)|rôle|ruolo|ロール|롤|роль|roll|角色|როლი"),
    "database": _words(
        "database|Datenbank|base de datos|base de données|データベース|데이터베이스|база данных|databas|数据库"
    ),
    "index": _words("index|Index|índice|indice|インデックス|인덱스|индекс|індекс|索引"),
    "extension": _words(
        "extension|Erweiterung|extensión|estensione|機能拡張|拡張|확장 모듈|გაფართოება|расширение|utökningen|"
        "utökning|розширення|扩展"
    ),
}

SAID: Mapping[str, tuple[str, ...]] = {
    "missing": _words(
        "existiert nicht|no existe|n'existe pas|non esiste|存在しません|없습니다|없음|은 없습니다|не существует|"
        "existerar inte|finns inte|не існує|不存在|არ არსებობს|não existe|nie istnieje|mevcut değil|neexistuje"
    ),
    "exists": _words(
        "existiert bereits|ya existe|existe déjà|esiste già|すでに存在します|이미 있습니다|уже существует|"
        "finns redan|вже існує|已经存在|უკვე არსებობს|já existe|już istnieje|zaten mevcut"
    ),
    "denied": _words(
        "keine Berechtigung|permiso denegado|droit refusé|permesso negato|アクセスが拒否されました|접근 권한 없음|"
        "нет доступа|rättighet saknas|немає дозволу|权限不够|წვდომა აკრძალულია|permissão negada|odmowa dostępu"
    ),
}

FAMILY_OF: Mapping[tuple[str, str], str] = {
    ("missing", "column"): "missing-column",
    ("missing", "relation"): "missing-table",
    ("missing", "schema"): "missing-schema",
    ("missing", "type"): "missing-type",
    ("missing", "function"): "missing-function",
    ("missing", "constraint"): "missing-object",
    ("missing", "index"): "missing-object",
    ("missing", "role"): "missing-role",
    ("missing", "database"): "missing-database",
    ("missing", "extension"): "missing-extension",
}
"""What is said, and of which noun, to the family."""

TELLING: Mapping[str, tuple[str, ...]] = {
    "enum-label": NOUNS["enum"],
    "row-refused": _words(
        "Policy für Sicherheit auf Zeilenebene|política de seguridad de registros|politique de sécurité|"
        "regola di sicurezza|行レベルセキュリティポリシ|로우 단위 보안 정책|политику защиты|політику захисту|"
        "radsäkerhetspolicy|行级安全策略|უსაფრთხოების პოლიტიკა"
    ),
    "not-owner": _words(
        "Eigentümer|dueño|propriétaire|proprietari|所有者である|소유주|владельцем|ägaren|власником|属主|მფლობელი"
    ),
    "stale-plan": _words(
        "gecachter Plan|plan almacenado|plan en cache|cached plan|キャッシュした実行計画|캐시된 계획|"
        "кешированном плане|кешованому плані|cache:ad plan|已缓冲的计划"
    ),
    "no-schema-selected": _words(
        "kein Schema für die Objekterzeugung|no se ha seleccionado ningún esquema|aucun schéma n'a été sélectionné|"
        "nessuna schema selezionato|作成先のスキーマが選択されていません|선택된 스키마 없음|"
        "схема для создания объектов не выбрана|inget schema har valts|не вибрано схему|创建中没有选择模式|"
        "შიგნით შესაქმნელი სქემა"
    ),
    "no-cast": _words(
        "nicht automatisch in Typ|no puede convertirse automáticamente|ne peut pas être convertie|"
        "non può essere convertita|自動的に型変換できません|ავტომატური დაკასტვა|형변환할 수 없음|"
        "нельзя автоматически привести|inte automatiskt typomvandlas|не можна автоматично привести|"
        "不能自动转换成类型"
    ),
    "foreign-key-types": _words(
        "Fremdschlüssel|llave foránea|clé étrangère|chiave esterna|外部キー|გარე გასაღებ|참조키|внешнего ключа|"
        "främmande nyckel|зовнішнього ключа|外键"
    ),
    "missing-extension": NOUNS["extension"],
    "missing-role": NOUNS["role"],
    "missing-operator": _words(
        "Operator existiert nicht|el operador no existe|l'opérateur n'existe pas|l'operatore non esiste|"
        "演算子が存在しません|연산자 없음|оператор не существует|operator existerar inte|оператор не існує|"
        "操作符不存在|ოპერატორი არ არსებობს"
    ),
}
"""Words that tell a family among those that share a SQLSTATE, or by themselves."""

SEVERITIES = _words(
    "ERROR|FATAL|PANIC|FEHLER|ERREUR|ERRORE|FATALE|ОШИБКА|ВАЖНО|ПОМИЛКА|错误|致命错误|오류|치명적오류|FEL|FATALT|"
    "შეცდომა|BŁĄD|HATA|CHYBA|ERRO|エラー"
)
HINTS = _words("HINT|TIPP|ASTUCE|SUGERENCIA|SUGGERIMENTO|ヒント|힌트|ПОДСКАЗКА|TIPS|УКАЗІВКА|提示|მინიშნება")

_QUOTED = re.compile(r"[\"“”„«»‹›＂]\s?([^\"“”„«»‹›\n]{1,140}?)\s?[\"“”„«»‹›＂]")
_SPACED_TYPE = r"(?:character varying|double precision|bit varying|time(?:stamp)? with(?:out)? time zone)(?:\(\d+\))?"
_PLAIN = re.compile(
    rf"\s?({_SPACED_TYPE}|[A-Za-z_][A-Za-z0-9_$]*(?:\.[A-Za-z_][A-Za-z0-9_$]*)?(?:\([^()\n]{{0,200}}(?:\(\d+\))?\))?)"
)
_LEADS = re.compile(rf"({_SPACED_TYPE}|[A-Za-z_][A-Za-z0-9_$.]{{0,130}}(?:\([^()\n]{{0,200}}\))?) (?:이름의 )?$")
_OPERATOR = re.compile(
    r"[:：]\s?([\w\"][^\n\"«»:：]{0,90}?\s[-+*/<>=~!@#%^&|`?]{1,9}(?: [\w\" ]{1,80})?)\s*$", re.MULTILINE
)
_COLON = re.compile("[:：]")
_ROLE_OF = {noun: role for role, nouns in NOUNS.items() for noun in nouns}
# longest first: "Unique-Constraint" before "Constraint"
_NOUN = re.compile("|".join(re.escape(noun) for noun in sorted(_ROLE_OF, key=len, reverse=True)))
_ADJACENT, _BEFORE, _AFTER = 2, 40, 14
_NO_NAMES = frozenset(("check", "unique", "USING", "только чтение", "лише для читання"))
_WORDS = frozenset(
    """existiert nicht von für der die das de la le les en el no non esiste existe n des a in i o inte existerar
    finns is d l that this has with and or not does of to for on already viola verletzt rompt bryter mot ya déjà
    già pas un une unique lo il du au uns una hat kann no puede è es est av z s""".split()
)


def telling(message: str) -> tuple[str, ...]:
    """The families that words of a message tell."""
    return tuple(family for family, words in TELLING.items() if any(word in message for word in words))


def said(message: str) -> str:
    """What a message says of its object: `missing`, `exists`, `denied`, or nothing that is known."""
    return next((what for what, words in SAID.items() if any(word in message for word in words)), "")


def operator(message: str) -> str:
    """The operator with its types, which stands behind the colon in every language."""
    found = _OPERATOR.search(message)
    return found[1] if found else ""


def quoted_names(message: str) -> list[tuple[str, str]]:
    """The quoted names with their roles, each told by the noun next to it; an empty role where none is near."""
    quoted = [one for one in _QUOTED.finditer(message) if one[1].strip() not in _NO_NAMES]
    nouns = _nouns_outside(message, quoted)
    pairs = []
    for one in quoted:
        # what stands behind a colon is the value, or the server's own words
        before = [n for n in nouns if 0 <= one.start() - n[1] <= _BEFORE and not _COLON.search(message, n[1], one.start())]
        after = [n for n in nouns if 0 <= n[0] - one.end() <= _AFTER and not _COLON.search(message, one.end(), n[0])]
        # a Korean or Chinese noun follows its name and must not be taken for the next one's
        near = [noun for noun in before[-1:] if one.start() - noun[1] <= _ADJACENT]
        near += [noun for noun in after[:1] if noun[0] - one.end() <= _ADJACENT]
        chosen = next(iter((*near, *before[-1:], *after[:1])), None)
        if chosen is not None:
            nouns = [noun for noun in nouns if noun[0] > chosen[0]]
        pairs.append((chosen[2] if chosen else "", one[1].strip()))
    return pairs


def bare_names(message: str) -> Iterator[tuple[str, str]]:
    """The names without quotes that stand directly beside a noun."""
    for start, end, role in _nouns_outside(message, list(_QUOTED.finditer(message))):
        follows = _PLAIN.match(message, end)
        if follows and follows[1] not in _WORDS and follows[1] not in _ROLE_OF:
            yield role, follows[1]
        elif not message.isascii() and (leads := _LEADS.search(message[max(start - 340, 0) : start])):
            yield role, leads[1]


def _nouns_outside(message: str, quoted: list[re.Match[str]]) -> list[tuple[int, int, str]]:
    found = [(one.start(), one.end(), _ROLE_OF[one[0]]) for one in _NOUN.finditer(message)]
    return [noun for noun in found if not any(one.start() < noun[0] < one.end() for one in quoted)]
